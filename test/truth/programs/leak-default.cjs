// The same as leak.mjs in CommonJS, its function being the module itself.
module.exports = async function swarm() {
  const { iterate } = await import("./parts/iterate.mjs");
  await iterate();
};
