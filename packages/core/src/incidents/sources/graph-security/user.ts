import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import { type ForeignRecord, factsSaid, firstOf, own, readName, readRecord, said, shortKey } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** The user of an account (`userAccount`, an entry of `loggedOnUsers`): none where it names nobody. */
export const readUser = (value: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const account = readRecord(value);
  const name = account && nameOf(account);
  if (!account || !name) return [];
  const sid = readName(own(account, "userSid"));
  const azureAdUserId = readName(own(account, "azureAdUserId"));
  return [
    {
      type: "user",
      key: shortKey(name.toLowerCase(), digest),
      facts: factsSaid<EvidenceFacts>({
        name,
        domain: said(account, "domainName", readName),
        details: { ...(sid && { sid }), ...(azureAdUserId && { azureAdUserId }) },
      }),
    },
  ];
};

const nameOf = (account: ForeignRecord): string | null => {
  const read = (key: string) => readName(own(account, key));
  const accountName = read("accountName");
  const domainName = read("domainName");
  const inDomain = accountName && domainName ? `${domainName}\\${accountName}` : accountName;
  return firstOf(read("userPrincipalName"), inDomain, read("displayName"), read("userSid"), read("azureAdUserId"));
};
