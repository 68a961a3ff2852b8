import { type ForeignRecord, isNothing, own, readWord } from "../../read.ts";
import { deviceOf } from "./device.ts";
import { type Names, renamed } from "./rename.ts";

/** An entity of an alert, one flat record with room for every kind of thing, as Graph's evidence. */
export const entityOf = (entity: ForeignRecord): ForeignRecord => {
  const word = readWord(own(entity, "entityType")) ?? guessedWord(entity);
  const turn = turns.get(word.toLowerCase().replaceAll(/[^a-z]/g, "")) ?? ((other) => other);
  const common = renamed(entity, { verdict: "verdict", remediationStatus: "remediationStatus" });
  return { ...common, "@odata.type": word, ...turn(entity) };
};

const account = (entity: ForeignRecord): ForeignRecord => ({
  userAccount: renamed(entity, {
    userPrincipalName: "userPrincipalName",
    accountName: ["accountName", "userName"],
    domainName: "domainName",
    userSid: "userSid",
    azureAdUserId: "aadUserId",
    displayName: "displayName",
  }),
});

const file: Names = { fileName: "fileName", filePath: "filePath", sha1: "sha1", sha256: "sha256", md5: "md5" };

const typed =
  (type: string, names: Names) =>
  (entity: ForeignRecord): ForeignRecord => ({ ...renamed(entity, names), "@odata.type": type });

const processOf = (entity: ForeignRecord): ForeignRecord => ({
  ...renamed(entity, {
    mdeDeviceId: "deviceId",
    processId: "processId",
    processCommandLine: "processCommandLine",
    processCreationDateTime: "processCreationTime",
    parentProcessId: "parentProcessId",
    detectionStatus: "detectionStatus",
  }),
  ...account(entity),
  imageFile: renamed(entity, file),
  parentProcessImageFile: renamed(entity, { fileName: "parentProcessFileName", filePath: "parentProcessFilePath" }),
  "@odata.type": "processEvidence",
});

const registryOf = (entity: ForeignRecord): ForeignRecord => ({
  ...renamed(entity, {
    registryHive: "registryHive",
    registryKey: "registryKey",
    registryValueName: "registryValueName",
    registryValueType: "registryValueType",
    registryValue: "registryValue",
  }),
  "@odata.type": ["registryValue", "registryValueName"].every((key) => isNothing(own(entity, key)))
    ? "registryKeyEvidence"
    : "registryValueEvidence",
});

const mailOf = (entity: ForeignRecord): ForeignRecord => ({
  ...renamed(entity, {
    subject: "subject",
    recipientEmailAddress: "recipient",
    senderIp: "senderIP",
    networkMessageId: "networkMessageId",
    internetMessageId: "internetMessageId",
    deliveryAction: "deliveryAction",
  }),
  p2Sender: renamed(entity, { emailAddress: "sender" }),
  // Without an id of its own it takes all of these together to tell one mail from another.
  "@odata.type": ["networkMessageId", "internetMessageId"].every((key) => isNothing(own(entity, key)))
    ? "mailMessageEvidence"
    : "analyzedMessageEvidence",
});

/** By the word of `entityType`, lower case, letters only. */
const turns: ReadonlyMap<string, (entity: ForeignRecord) => ForeignRecord> = new Map([
  ["user", (entity: ForeignRecord) => ({ ...account(entity), "@odata.type": "userEvidence" })],
  ["account", (entity: ForeignRecord) => ({ ...account(entity), "@odata.type": "userEvidence" })],
  ["device", deviceOf],
  ["machine", deviceOf],
  ["host", deviceOf],
  ["ip", typed("ipEvidence", { ipAddress: "ipAddress" })],
  ["url", typed("urlEvidence", { url: "url" })],
  [
    "file",
    (entity: ForeignRecord) => ({
      fileDetails: renamed(entity, file),
      ...renamed(entity, { detectionStatus: "detectionStatus" }),
      "@odata.type": "fileEvidence",
    }),
  ],
  ["process", processOf],
  ["registry", registryOf],
  ["registrykey", registryOf],
  ["registryvalue", registryOf],
  [
    "mailbox",
    (entity: ForeignRecord) => ({
      ...renamed(entity, {
        primaryAddress: "mailboxAddress",
        displayName: "mailboxDisplayName",
        upn: "userPrincipalName",
      }),
      ...account(entity),
      "@odata.type": "mailboxEvidence",
    }),
  ],
  ["mailmessage", mailOf],
  [
    "mailcluster",
    typed("mailClusterEvidence", {
      clusterBy: "clusterBy",
      clusterByValue: "clusterByValue",
      emailCount: "emailCount",
      query: "query",
    }),
  ],
  ["securitygroup", typed("securityGroupEvidence", { displayName: "securityGroupName", id: "securityGroupId" })],
  [
    "cloudapplication",
    typed("cloudApplicationEvidence", {
      displayName: ["applicationName", "displayName"],
      appId: ["applicationId", "appId"],
    }),
  ],
]);

/** For an entity without its type: a field that tells, most telling first. */
const tellingFields: readonly (readonly [field: string, word: string])[] = [
  ["mailboxAddress", "MailBox"],
  ["clusterBy", "MailCluster"],
  ["subject", "MailMessage"],
  ["registryKey", "Registry"],
  ["processId", "Process"],
  ["fileName", "File"],
  ["sha256", "File"],
  ["sha1", "File"],
  ["securityGroupName", "SecurityGroup"],
  ["userPrincipalName", "User"],
  ["accountName", "User"],
  ["ipAddress", "Ip"],
  ["url", "Url"],
  ["deviceDnsName", "Device"],
];

const guessedWord = (entity: ForeignRecord): string =>
  tellingFields.find(([field]) => !isNothing(own(entity, field)))?.[1] ?? "Other";
