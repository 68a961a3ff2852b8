/** What one GET answered. */
export interface ReadAnswer {
  readonly path: string;
  readonly status: number;
  /** Headers and body. */
  readonly text: string;
}

interface Contract {
  readonly paths: Readonly<Record<string, { readonly get?: object }>>;
}

/**
 * Asks every GET route of the api that the document of its contract lists, as one caller. What stands in a path is an id
 * that the list before it shows to somebody who may see all; where there is none, something that does not exist.
 */
export const readEverything = async (
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly ReadAnswer[]> => {
  const { paths } = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Contract;
  const templates = Object.keys(paths).filter((path) => paths[path]?.get !== undefined);
  const answers: ReadAnswer[] = [];
  for (const path of templates.sort((a, b) => a.length - b.length)) {
    for (const filled of fillsOf(path, answers)) answers.push(await read(url, filled, headers));
  }
  return answers;
};

/** Up to so many things of a kind are looked at. */
const eachMax = 12;

const fillsOf = (path: string, answers: readonly ReadAnswer[]): readonly string[] => {
  const [before, after] = path.split(/\{\w+\}(.*)/s, 2);
  if (before === undefined || after === undefined) return [path];
  const list = answers.find((answer) => answer.path === before.replace(/\/$/, ""));
  const ids = list === undefined ? [] : idsIn(list.text);
  return (ids.length > 0 ? ids : ["none"]).flatMap((id) => fillsOf(`${before}${id}${after}`, answers));
};

const idsIn = (text: string): readonly string[] => {
  try {
    const { items } = JSON.parse(text.slice(text.indexOf("\n\n") + 2)) as { items: { id?: string; kind?: string }[] };
    return items.flatMap(({ id, kind }) => id ?? kind ?? []).slice(0, eachMax);
  } catch {
    return [];
  }
};

const read = async (url: string, path: string, headers: Readonly<Record<string, string>>): Promise<ReadAnswer> => {
  const enough = new AbortController();
  const response = await fetch(`${url}${path}`, { headers, redirect: "manual", signal: enough.signal });
  const head = [...response.headers].map((pair) => pair.join(": ")).join("\n");
  const endless = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  const body = endless ? "" : await response.text();
  if (endless) enough.abort();
  return { path, status: response.status, text: `${head}\n\n${body}` };
};
