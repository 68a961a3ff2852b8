import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

/**
 * Bundles one program into `dist/main.js`, everything inlined but what cannot be: native add-ons, and packages that
 * are files to serve. Starting from one file is several times faster than from a tree of packages. What is imported
 * where it is needed (`await import`) stands in files beside it, so that only those who need it read it.
 * Run in the program's folder: `node ../../scripts/bundle.ts src/main.ts`.
 */
const external = /^(better-sqlite3|@node-rs\/argon2|swagger-ui-dist)(\/|$)/;

const [entry] = process.argv.slice(2);
if (entry === undefined) throw new Error("Which file? node ../../scripts/bundle.ts src/main.ts");

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };

// Files of an earlier build that this one does not overwrite would stay for good.
rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: [entry],
  outdir: "dist",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node22.12",
  jsx: "automatic",
  sourcemap: true,
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"', bundledVersion: JSON.stringify(version) },
  // CommonJS packages inside an ES module still ask for these.
  banner: {
    js: 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url); const __filename = import.meta.filename, __dirname = import.meta.dirname;',
  },
  plugins: [
    {
      name: "leave-outside",
      setup: (bundle) => bundle.onResolve({ filter: external }, ({ path }) => ({ path, external: true })),
    },
  ],
});
