// Ends well if the address that it is given answers well: `node healthy.mjs http://127.0.0.1:3000/readyz`.
const [address = ""] = process.argv.slice(2);
const healthy = await fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = healthy ? 0 : 1;
