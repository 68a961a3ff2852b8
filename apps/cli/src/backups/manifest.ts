import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** Files that a backup may hold, beside the manifest that comes first. */
export const contentNames = ["tocsin.db", "secret.key"] as const;
export type ContentName = (typeof contentNames)[number];

export const manifestName = "manifest.json";

const contentSchema = z.object({ bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What a backup says of itself. A later version of the format may add fields, and counts `format` up if it changes any. */
export const manifestSchema = z.object({
  product: z.literal("tocsin"),
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  schemaVersion: z.number(),
  /** Of the installation's secret key, whether it lies in the backup or not; null where there was none. */
  keyFingerprint: z.string().nullable(),
  files: z.object({ "tocsin.db": contentSchema, "secret.key": contentSchema.optional() }),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Length and SHA-256 of a file, as a manifest has them. */
export const contentOf = async (file: string): Promise<z.infer<typeof contentSchema>> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { bytes: (await stat(file)).size, sha256: hash.digest("hex") };
};
