// esbuild turns the import of a style sheet into the file beside the bundle.
declare module "*.css";
