import type { Client } from "../../journeys/harness/client.ts";
import { freePort } from "../../journeys/harness/free-port.ts";
import { type Product, startProduct } from "../../journeys/harness/product.ts";
import { type Program, program } from "../../journeys/harness/program.ts";
import type { Sink } from "../../smtp-sink/index.ts";
import { makeRules } from "./expectation.ts";

/** A product that mails to a sink, set up with the rules of the expectation and a source. */
export interface Installation extends AsyncDisposable {
  readonly product: Product;
  readonly administrator: Client;
  readonly source: Client;
  /** A second worker on the same data, not yet started; stopped with the rest. */
  readonly standIn: Program;
  /** A second api on the same data, not yet started, and where it will listen. */
  readonly otherApi: { readonly program: Program; readonly url: string };
}

/** `more` adds to the environment of its programs, `workerEnv` to the worker's. */
export const install = async (
  { url }: Pick<Sink, "url">,
  more: NodeJS.ProcessEnv = {},
  workerEnv: NodeJS.ProcessEnv = {},
): Promise<Installation> => {
  const env: NodeJS.ProcessEnv = {
    SMTP_URL: url,
    MAIL_FROM: "Tocsin <alarm@tocsin.example>",
    // Limits against floods of mail would hold back what these tests wait for; they have tests of their own.
    TOCSIN_STORM_LIMIT: "0",
    TOCSIN_STORM_LIMIT_HIGH: "0",
    ...more,
  };
  const product = await startProduct(env, workerEnv);
  const { dataDir } = product;
  const place = { HOME: dataDir, TOCSIN_DATA_DIR: dataDir, TOCSIN_PUBLIC_URL: product.url };
  const standIn = program("worker", { PATH: process.env["PATH"], ...place, ...env, ...workerEnv });
  const port = await freePort();
  const otherApi = {
    program: program("api", { PATH: process.env["PATH"], ...place, PORT: String(port), ...env }),
    url: `http://127.0.0.1:${port}`,
  };
  const administrator = await product.client.setUp(product.setupToken);
  await makeRules(administrator);
  const source = await administrator.makeSource("generic");
  const dispose = async (): Promise<void> => {
    await Promise.all([standIn.stop(), otherApi.program.stop()]);
    await product[Symbol.asyncDispose]();
  };
  return { product, administrator, source, standIn, otherApi, [Symbol.asyncDispose]: dispose };
};
