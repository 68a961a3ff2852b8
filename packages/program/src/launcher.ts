/** What the api says once it takes requests. */
export interface Listening {
  readonly kind: "listening";
  readonly address: string;
  /** Null once the installation is set up. */
  readonly setupLink: string | null;
}

/** What the worker says once it takes jobs. */
interface Working {
  readonly kind: "working";
}

/** Tells whoever started this program that it runs; says nothing where nobody listens. */
export const tellLauncher = (word: Listening | Working): void => {
  process.send?.(word, undefined, undefined, launcherMayBeGone);
};

/** Whoever stops this program then is told by `disconnect`; without this, the failed message would end it as a crash. */
const launcherMayBeGone = (): void => {};
