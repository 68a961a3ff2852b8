/** Put there by the bundler (`scripts/bundle.ts`), from the program's manifest; sources that run by themselves have none. */
declare const bundledVersion: string | undefined;

/** The version of the built program, wherever it runs and whoever started it. */
export const programVersion = (): string => (typeof bundledVersion === "undefined" ? "not built" : bundledVersion);
