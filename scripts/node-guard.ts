/** better-sqlite3 13 crashes without a word on Node 20, so an old Node is refused by name before anything opens. */
const oldest = [22, 12] as const;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  throw new Error(
    `Node ${process.versions.node} is too old: Tocsin needs Node ${oldest.join(".")} or later. ` +
      "Run it as `npx -y pnpm@12 start` or `npx -y pnpm@12 test`, which bring their own.",
  );
}
