/** better-sqlite3 13 crashes without a word on Node 20, so an old Node is refused by name before anything opens. */
export const assertNodeVersion = (version: string = process.versions.node): void => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return;
  throw new Error(`Node ${version} is too old: Tocsin needs Node 22.12 or later. Start it with npx -y pnpm@12 start.`);
};
