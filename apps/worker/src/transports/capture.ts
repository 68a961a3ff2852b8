import { hash, randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome, SendRequest, Transport } from "@tocsin/core/deliveries";
import { idSchema } from "@tocsin/core/kernel";
import { faultCode, faultWords } from "@tocsin/outbound";
import { prepareMail } from "./mime.ts";
import { deferred, rejected } from "./outcomes.ts";
import { createTurns } from "./turns.ts";

/** Keeps every mail as a file instead of sending it: what an installation does until it is given a mail server. */
export interface CaptureSetting {
  readonly kind: "capture";
  /** Made at the first mail, readable by its owner only. */
  readonly folder: string;
}

/** Files written at once. */
const writesMax = 64;

// An id of ours is a safe file name. Anything else is known by its hash, so that two of them never share a file.
const fileNameOf = (deliveryId: string): string =>
  `${idSchema.safeParse(deliveryId).success ? deliveryId : hash("sha256", deliveryId, "hex")}.eml`;

/** Complete or absent, never half: a reader of the folder sees only whole mails. */
const writeWhole = async (folder: string, name: string, raw: Buffer): Promise<void> => {
  const partial = join(folder, `.${name}.${randomUUID()}.partial`);
  try {
    await writeFile(partial, raw, { mode: 0o600 });
    await rename(partial, join(folder, name));
  } catch (fault) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw fault;
  }
};

const isMissing = (fault: unknown): boolean => faultCode(fault) === "ENOENT";

const keep = async (folder: string, name: string, raw: Buffer): Promise<void> => {
  try {
    await writeWhole(folder, name, raw);
  } catch (fault) {
    if (!isMissing(fault)) throw fault;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(folder, name, raw);
  }
};

/**
 * A transport that answers `captured` once `<deliveryId>.eml` is whole in its folder, and never `accepted`:
 * a captured mail was told to nobody. A full disk or a missing permission is `deferred`.
 */
export const createCapture = ({ folder }: CaptureSetting): Transport => {
  const turns = createTurns(writesMax);

  const capture = async ({ mail, deliveryId }: SendRequest): Promise<Outcome> => {
    const prepared = prepareMail(mail);
    if (!prepared.ok) return rejected(prepared.problem);
    const name = fileNameOf(deliveryId);
    try {
      await keep(folder, name, prepared.value.raw);
      return { kind: "captured", reply: `kept as ${name}` };
    } catch (fault) {
      return deferred(`The mail could not be kept: ${faultWords(fault)}`, { code: faultCode(fault) });
    }
  };

  return {
    kind: "capture",
    destination: folder,
    afterDoubt: "resend",
    ready: async (request) => ({
      batch: null,
      send: () => capture(request),
      release: await turns.take(request.urgent),
    }),
    close: () => turns.idle(),
  };
};
