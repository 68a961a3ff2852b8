import { type ForeignRecord, firstOf, isNothing, own, ownAt, readName, readRecord, readWord } from "../../read.ts";
import { listOrText } from "../sentinel/folded.ts";

/*
 * Defender's streaming API hands on the rows of its hunting tables. Two of them tell of alerts: `AlertInfo` says what was
 * found, and each row of `AlertEvidence` names one thing that it was found on.
 */

const rowKind = /^AdvancedHunting-(\w+)$/;

/** The hunting table that a streamed row is of (`AlertInfo`); null for what is no such row. */
export const tableOf = (document: ForeignRecord): string | null =>
  rowKind.exec(readWord(own(document, "category")) ?? "")?.[1] ?? null;

/** Whether rows of the table tell of alerts. */
export const isOfAlerts = (table: string): boolean => table === "AlertInfo" || table === "AlertEvidence";

/** A streamed row as what it says of an alert, in the words of the alerts API: a column that is empty says nothing. */
export const alertOfRow = (row: ForeignRecord): ForeignRecord => {
  const columns = readRecord(own(row, "properties"));
  const column = (name: string) => own(columns, name);
  const techniques = listOrText(column("AttackTechniques"));
  const alert = {
    alertId: column("AlertId"),
    tenantId: own(row, "tenantId"),
    title: column("Title"),
    severity: column("Severity"),
    category: column("Category") ?? listOrText(column("Categories"))[0],
    mitreTechniques: techniques.length > 0 ? techniques : null,
    serviceSource: column("ServiceSource"),
    detectionSource: column("DetectionSource"),
    creationTime: column("Timestamp"),
    entities: isNothing(column("EntityType")) || columns === null ? [] : entitiesOf(columns),
  };
  return Object.fromEntries(Object.entries(alert).filter(([, value]) => !isNothing(value)));
};

const entitiesOf = (columns: ForeignRecord): readonly ForeignRecord[] => {
  const column = (name: string) => own(columns, name);
  const extra = readRecord(listOrText(column("AdditionalFields"))[0]);
  const said = (name: string, ...paths: readonly string[]) =>
    isNothing(column(name)) ? paths.map((path) => ownAt(extra, path)).find((value) => !isNothing(value)) : column(name);
  const host = ["Host", "ImageFile.Host"].map((path) => readRecord(ownAt(extra, path))).find((one) => one !== null);
  const machine = readName(column("EntityType")) === "Machine" ? extra : (host ?? null);
  const deviceName = firstOf(
    readName(column("DeviceName")),
    ...["NetBiosName", "HostName"].map((key) => readName(own(machine, key))),
  );
  const device = {
    entityType: "Machine",
    deviceDnsName: deviceName,
    mdatpDeviceId: firstOf(readName(column("DeviceId")), readName(own(machine, "MachineId"))),
    osPlatform: own(machine, "OSFamily"),
    dnsDomain: own(machine, "DnsDomain"),
  };
  const entity = {
    entityType: column("EntityType"),
    fileName: said("FileName", "Name", "ImageFile.Name"),
    filePath: said("FolderPath", "Directory", "ImageFile.Directory"),
    sha1: column("SHA1"),
    sha256: column("SHA256"),
    processCommandLine: said("ProcessCommandLine", "CommandLine"),
    processId: ownAt(extra, "ProcessId"),
    accountName: said("AccountName", "Name"),
    domainName: said("AccountDomain", "NTDomain"),
    userSid: said("AccountSid", "Sid"),
    aadUserId: said("AccountObjectId", "AadUserId"),
    userPrincipalName: said("AccountUpn", "UserPrincipalName"),
    ipAddress: said("RemoteIP", "Address") ?? column("LocalIP"),
    url: said("RemoteUrl", "Url"),
    subject: said("EmailSubject", "Subject"),
    recipient: ownAt(extra, "Recipient"),
    networkMessageId: said("NetworkMessageId", "NetworkMessageId"),
    mailboxAddress: said("AccountUpn", "MailboxPrimaryAddress", "Upn"),
    registryKey: said("RegistryKey", "Key"),
    registryValueName: said("RegistryValueName", "ValueName"),
    registryValue: column("RegistryValueData"),
    displayName: said("Application", "AppName", "FriendlyName"),
  };
  const named = deviceName === null && device.mdatpDeviceId === null ? [] : [device];
  return readName(column("EntityType")) === "Machine" ? named : [entity, ...named];
};
