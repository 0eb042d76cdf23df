/** Which agent a span says that it is the work of, by the conventions that are in use. */
export interface SpanIdentity {
  /** Tells agents of the same name apart; "" where the span has none. */
  readonly id: string;
  readonly name: string;
}

/** Attributes that name an agent when they are set on a span that has begun without them. */
export const TELLING: ReadonlySet<unknown> = new Set([
  "gen_ai.agent.id",
  "gen_ai.agent.name",
  "entity.id",
  "entity.name",
  "entity.type",
  "ai.telemetry.functionId",
]);

/** Tokens that a model was given; on the span of an agent they are those of all its calls together. */
export const INPUT_TOKENS = "gen_ai.usage.input_tokens";

const OF_AGENT = /^(?:invoke|create)_agent|^invoke_workflow/;

/** @returns how large the context of a call of a model was; undefined for a span that is none */
export function contextTokens(span: object): number | undefined {
  const attributes: unknown = Reflect.get(span, "attributes");
  if (typeof attributes !== "object" || attributes === null) return undefined;
  const operation = text(Reflect.get(attributes, "gen_ai.operation.name"));
  if (OF_AGENT.test(operation) || OF_AGENT.test(text(Reflect.get(span, "name")))) return undefined;
  const tokens: unknown = Reflect.get(attributes, INPUT_TOKENS);
  return typeof tokens === "number" && Number.isFinite(tokens) ? tokens : undefined;
}

const SPAN_NAME = /^(?:invoke|create)_agent (.+)$/s;

/** @returns undefined for a span that names no agent, or doesn't record */
export function spanIdentity(span: object): SpanIdentity | undefined {
  const attributes: unknown = Reflect.get(span, "attributes");
  if (typeof attributes !== "object" || attributes === null) return undefined;
  const of = (key: string): string => text(Reflect.get(attributes, key));
  // OpenTelemetry's own; https://opentelemetry.io/docs/specs/semconv/gen-ai/
  const [id, name] = [of("gen_ai.agent.id"), of("gen_ai.agent.name")];
  if (id !== "" || name !== "") return { id, name };
  const [, called = ""] = SPAN_NAME.exec(text(Reflect.get(span, "name"))) ?? [];
  if (called !== "") return { id: "", name: called };
  // VoltAgent
  if (of("entity.type") === "agent") {
    const entity = { id: of("entity.id"), name: of("entity.name") };
    if (entity.id !== "" || entity.name !== "") return entity;
  }
  // The AI SDK
  const functionId = of("ai.telemetry.functionId");
  return functionId === "" ? undefined : { id: "", name: functionId };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
