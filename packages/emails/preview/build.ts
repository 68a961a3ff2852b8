import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { pageOf } from "./page.ts";
import { fileName, type PreviewedMail } from "./previewed-mail.ts";

/**
 * Writes every example of a mail to `dist/preview`, as HTML, as text and on one page to look at them:
 * `node packages/emails/preview/build.ts`. Templates are JSX, which Node cannot read, so they are bundled first.
 */
const here = import.meta.dirname;
const folder = join(here, "../dist/preview");

const bundled = async (entry: string, options: BuildOptions): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    write: false,
    jsx: "automatic",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    ...options,
  });
  return outputFiles?.map(({ text }) => text).join("") ?? "";
};

const renderedMails = async (): Promise<readonly PreviewedMail[]> => {
  const file = join(folder, "mails.mjs");
  // CommonJS packages inside an ES module still ask for `require`.
  const js = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  await writeFile(file, await bundled("mails.ts", { platform: "node", format: "esm", banner: { js } }));
  const { mails }: { readonly mails: readonly PreviewedMail[] } = await import(pathToFileURL(file).href);
  await rm(file);
  return mails;
};

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const mails = await renderedMails();
const css = await readFile(join(here, "page.css"), "utf8");
const script = await bundled("browser.ts", { platform: "browser", format: "iife", minify: true });
const page = join(folder, "index.html");

await Promise.all([
  writeFile(page, pageOf({ mails, css, script })),
  ...mails.flatMap((mail) => [
    writeFile(join(folder, fileName(mail, "html")), mail.html),
    writeFile(join(folder, fileName(mail, "txt")), mail.text),
  ]),
]);

console.log(`${mails.length} mails to look at: ${page}`);
