import type { ReceivedMail } from "../../smtp-sink/index.ts";
import { readMail } from "../../smtp-sink/read-mail.ts";

/** The links of an incident's mail with which its reader answers, by what they are for: as he finds them in its text. */
export const responseLinksIn = async ({ raw }: ReceivedMail): Promise<Readonly<Record<string, string>>> => {
  const { text = "" } = await readMail(raw);
  const links = [...text.matchAll(/https?:\/\/\S+\/respond\/\S+\/(\w+)/g)];
  return Object.fromEntries(links.map(([url, response]) => [response, url]));
};
