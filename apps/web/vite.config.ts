import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react()],
  server: { proxy: { "/api": api, "/readyz": api, "/healthz": api } },
  build: {
    target: "es2022",
    // Data URLs would need an exception in the content security policy, and every supported browser preloads modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Importing a file of core changes nothing, so what is not used of it, such as its pattern engine, is left out.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /packages\/core\/src\//, sideEffects: false }] },
      output: {
        // What zod is told has to be told before the first schema is made, whichever chunk makes it: they are one.
        codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|no-code-from-text/ }] },
      },
    },
  },
});
