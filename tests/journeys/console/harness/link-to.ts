import PostalMime from "postal-mime";
import type { Sink } from "../../../smtp-sink/index.ts";
import { until } from "../../harness/until.ts";

/** The newest link to a page that was mailed to an address; waits for one. */
export const linkTo = (sink: Sink, address: string, page: "invite" | "reset"): Promise<string> =>
  until(`a mail to ${address} with a link`, async () => {
    const mails = sink.mails.filter(({ to }) => to.includes(address));
    const parsed = await Promise.all(mails.map(({ raw }) => PostalMime.parse(raw)));
    return parsed.flatMap(({ text }) => text?.match(new RegExp(`https?://\\S+/${page}/[\\w-]+`)) ?? []).at(-1);
  });
