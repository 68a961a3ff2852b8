import { join, resolve } from "node:path";
import { domainOfMailbox } from "@tocsin/core/recipients";
import { openStores } from "@tocsin/db";
import { openEmbeddedQueue } from "@tocsin/queue";
import type { Logger } from "pino";
import { type AppParts, createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createMetrics } from "./health/metrics.ts";
import { derivedToken } from "./http/digest.ts";
import { loadSecretKey } from "./secret-key.ts";

/** Everything that the api has open, and how to close it: what was opened last closes first. */
export interface Composed {
  readonly app: ReturnType<typeof createApp>;
  readonly setupToken: string;
  readonly isSetUp: () => Promise<boolean>;
  /** Tells where it listens; answers where people reach it. */
  listensAt(address: string): string;
  close(): Promise<void>;
}

/** The only place that opens anything. `folders` are those that the program was built with. */
export const compose = (
  config: Config,
  log: Logger,
  folders: { readonly migrations: string; readonly web: string },
  version: string,
): Composed => {
  const dataDir = resolve(config.TOCSIN_DATA_DIR);
  const secret = loadSecretKey({ given: config.TOCSIN_SECRET_KEY, file: config.TOCSIN_SECRET_KEY_FILE, dataDir });
  const setupToken = config.TOCSIN_SETUP_TOKEN ?? derivedToken(secret, "set-up");
  const stores = openStores({
    path: join(dataDir, "tocsin.db"),
    migrationsFolder: folders.migrations,
    clock: Date.now,
    jobsEmbedded: true,
    migrate: true,
  });
  const queue = openEmbeddedQueue(stores.jobs, { now: Date.now });
  const announce: AppParts["announce"] = (jobs) => {
    if (jobs.length === 0) return;
    queue
      .add(jobs)
      .catch((error: unknown) => log.warn({ err: error }, "The queue did not take jobs; the sweep will nudge"));
  };
  let publicUrl = config.TOCSIN_PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const app = createApp({
    ...stores,
    render: async (message, date) => {
      // Loaded at the first preview: what makes mails would slow every start for a route that few ever call.
      const { renderMail } = await import("@tocsin/emails");
      return renderMail(message, { from: config.MAIL_FROM, publicUrl }, date);
    },
    publicUrl: () => publicUrl,
    mailDomain: domainOfMailbox(config.MAIL_FROM),
    announce,
    metrics: createMetrics({ standing: stores.deliveryQueries.standing, now: Date.now, version }),
    log,
    now: Date.now,
    setupToken,
    onSetUp: () => log.info("This installation is set up"),
    version,
    webFolder: folders.web,
    trustProxy: trustProxyOf(config.TRUST_PROXY),
  });
  return {
    app,
    setupToken,
    isSetUp: stores.accounts.isSetUp,
    listensAt: (address) => {
      publicUrl = config.TOCSIN_PUBLIC_URL ?? address;
      return publicUrl;
    },
    close: async () => {
      await queue.close();
      await stores.close();
    },
  };
};

const trustProxyOf = (text: string | undefined): number | string | false => {
  if (text === undefined) return false;
  return /^\d+$/.test(text) ? Number(text) : text;
};
