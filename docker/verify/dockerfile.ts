import { DockerfileParser, type JSONInstruction, type PropertyInstruction } from "dockerfile-ast";
import { Fault } from "./fault.ts";

/** One instruction, read: its words, or the names and values of ENV, ARG and LABEL. */
export interface Instruction {
  readonly keyword: string;
  /** `docker/Dockerfile:12`. */
  readonly place: string;
  readonly flags: ReadonlyMap<string, string>;
  readonly text: string;
  readonly words: readonly string[];
  readonly properties: readonly (readonly [name: string, value: string, place: string])[];
}

export interface Stage {
  readonly name: string | null;
  readonly base: string;
  readonly place: string;
  readonly instructions: readonly Instruction[];
}

const withProperties = new Set(["ENV", "ARG", "LABEL"]);
const known = new Set([
  ...withProperties,
  ...["FROM", "WORKDIR", "COPY", "RUN", "VOLUME", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"],
]);

/** The stages of a Dockerfile. `name` is how faults call the file. An instruction that is not understood is a fault. */
export const parseDockerfile = (text: string, name: string): readonly Stage[] => {
  const stages: { -readonly [Key in keyof Stage]: Stage[Key] }[] = [];
  for (const parsed of DockerfileParser.parse(text).getInstructions()) {
    const keyword = parsed.getKeyword();
    const place = `${name}:${parsed.getRange().start.line + 1}`;
    if (!known.has(keyword)) throw new Fault(place, `${keyword} is not an instruction that is verified here`);
    const words = parsed.getArguments().map((argument) => argument.getValue());
    if (keyword === "FROM") {
      stages.push({
        name: words[1] === "AS" ? (words[2] ?? null) : null,
        base: words[0] ?? "",
        place,
        instructions: [],
      });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw new Fault(place, `${keyword} stands before the first FROM`);
    const flags = "getFlags" in parsed ? (parsed as JSONInstruction).getFlags() : [];
    const properties = withProperties.has(keyword) ? (parsed as PropertyInstruction).getProperties() : [];
    const instruction: Instruction = {
      keyword,
      place,
      flags: new Map(flags.map((flag) => [flag.getName(), flag.getValue() ?? ""])),
      text: parsed.getArgumentsContent() ?? "",
      words,
      properties: properties.map((property) => [
        property.getName(),
        property.getValue() ?? "",
        `${name}:${property.getRange().start.line + 1}`,
      ]),
    };
    stage.instructions = [...stage.instructions, instruction];
  }
  return stages;
};

/** The words of the exec form, `["node", "x"]`; the shell form is a fault, because signals would not arrive. */
export const execForm = (text: string, place: string): readonly string[] => {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words;
  } catch {
    // Said below.
  }
  throw new Fault(place, `must be a list of words in double quotes: ${text}`);
};

/** Puts variables into a value, `$NAME` or `${NAME}`; one that is not set is a fault. */
export const expanded = (text: string, variables: Readonly<Record<string, string>>, place: string): string =>
  text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? "";
    const value = variables[name];
    if (value === undefined) throw new Fault(place, `${name} is not set here`);
    return value;
  });
