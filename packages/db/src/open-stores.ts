import { existsSync } from "node:fs";
import type { RoleStore } from "@tocsin/core/access";
import type {
  AccessTokenStore,
  AccountStore,
  IdentityStore,
  SessionStore,
  SignInStore,
  UserStore,
} from "@tocsin/core/accounts";
import type { AllClearStore } from "@tocsin/core/all-clear";
import type { AuditStore } from "@tocsin/core/audit";
import type {
  BatchStore,
  DeliveryActions,
  DeliveryQueries,
  DeliveryStore,
  RequestLimitStore,
  StormLimits,
} from "@tocsin/core/deliveries";
import type { DemoStore } from "@tocsin/core/demo";
import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import type { EventStore } from "@tocsin/core/events";
import type { AcknowledgementStore, IncidentQueries } from "@tocsin/core/incidents";
import type { IntakeStore } from "@tocsin/core/intake";
import type { JobStore } from "@tocsin/core/kernel";
import type { RuleStatisticsStore, RuleStore } from "@tocsin/core/notification-rules";
import type {
  CoverageStore,
  DecisionQueries,
  EscalationStore,
  ExplanationStore,
  MailLinkStore,
  MuteStore,
  ReplayStore,
  TellingStore,
} from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import type { OutageStore } from "@tocsin/core/outages";
import type { RecipientStore } from "@tocsin/core/recipients";
import type { ReconciliationStore } from "@tocsin/core/reconciliation";
import type { RetentionStore } from "@tocsin/core/retention";
import type { SilenceStore } from "@tocsin/core/silences";
import type { PollStore, SigningStore, SourceStore } from "@tocsin/core/sources";
import type { SystemStore } from "@tocsin/core/system";
import type { TransportStore } from "@tocsin/core/transports";
import { openAccessTokenStore } from "./accounts/access-token-store.ts";
import { openAccountStore } from "./accounts/account-store.ts";
import { openIdentityStore } from "./accounts/identity-store.ts";
import { openRoleStore } from "./accounts/role-store.ts";
import { openSessionStore } from "./accounts/session-store.ts";
import { openSignInStore } from "./accounts/sign-in-store.ts";
import { openUserStore } from "./accounts/user-store.ts";
import { openAllClearStore } from "./all-clear/all-clear-store.ts";
import { openAuditStore } from "./audit/audit-store.ts";
import { auditedWriter } from "./audit/audited-writer.ts";
import type { Clock } from "./clock.ts";
import { openBatchStore } from "./deliveries/batch-store.ts";
import { openDeliveryActions } from "./deliveries/delivery-actions.ts";
import { openDeliveryQueries } from "./deliveries/delivery-queries.ts";
import { openDeliveryStore } from "./deliveries/delivery-store.ts";
import { openRequestLimitStore } from "./deliveries/request-limit-store.ts";
import { openDemoStore } from "./demo/demo-store.ts";
import { openDeviceGroupStore } from "./device-groups/device-group-store.ts";
import { openEventStore } from "./events/event-store.ts";
import { openAcknowledgementStore } from "./incidents/acknowledgement-store.ts";
import { openIncidentQueries } from "./incidents/incident-queries.ts";
import { openIntakeStore } from "./intake/intake-store.ts";
import { openDoorbell } from "./jobs/doorbell.ts";
import { openHandOverJobs } from "./jobs/insert-jobs.ts";
import { openJobStore } from "./jobs/job-store.ts";
import { openKnowledge } from "./knowledge.ts";
import { appliedVersion, latestVersion, migrate } from "./migrate.ts";
import { openRuleStore } from "./notification-rules/rule-store.ts";
import { openRuleStatisticsStore } from "./notification-rules/statistics-store.ts";
import { openCoverageStore } from "./notifications/coverage-store.ts";
import { openDecisionQueries } from "./notifications/decision-queries.ts";
import { openEscalationStore } from "./notifications/escalation-store.ts";
import { openExplanationStore } from "./notifications/explanation-store.ts";
import { openMailLinkStore } from "./notifications/mail-link-store.ts";
import { openMuteStore } from "./notifications/mute-store.ts";
import { openReplayStore } from "./notifications/replay-store.ts";
import { openTellingStore } from "./notifications/telling-store.ts";
import { isBusy, openConnection, openForReading } from "./open.ts";
import { openOrganizationStore } from "./organizations/organization-store.ts";
import { openOutageStore } from "./outages/outage-store.ts";
import { openRecipientStore } from "./recipients/recipient-store.ts";
import { openReconciliationStore } from "./reconciliation/reconciliation-store.ts";
import { openRetentionStore } from "./retention/retention-store.ts";
import { openSilenceStore } from "./silences/silence-store.ts";
import { openPollStore } from "./sources/poll-store.ts";
import { openSigningStore } from "./sources/signing-store.ts";
import { openSourceStore } from "./sources/source-store.ts";
import type { StoreParts } from "./store-parts.ts";
import { openSystemStore } from "./system/system-store.ts";
import { openTransportStore } from "./transports/transport-store.ts";
import { openWriter } from "./writer.ts";

export interface OpenOptions {
  /** The database file, `:memory:`, or the bytes of a database, of which a copy is opened in memory. */
  readonly path: string | Buffer;
  /** The folder with the migrations that this program was built with. */
  readonly migrationsFolder: string;
  readonly clock: Clock;
  /** Whether the queue is embedded: then jobs are rows, written in the commit that makes them due. */
  readonly jobsEmbedded: boolean;
  /** The api applies missing migrations before it listens; everybody else waits for it with `isMigrated`. */
  readonly migrate: boolean;
  /** Above which mails are held for a digest; said by whoever claims them, absent: never. */
  readonly storms?: StormLimits | undefined;
}

/** Every store of one process, over one connection and one writer. */
export interface Stores {
  readonly accessTokens: AccessTokenStore;
  readonly accounts: AccountStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly allClear: AllClearStore;
  readonly audit: AuditStore;
  readonly batches: BatchStore;
  readonly coverage: CoverageStore;
  readonly decisions: DecisionQueries;
  readonly deliveries: DeliveryStore;
  readonly deliveryActions: DeliveryActions;
  readonly deliveryQueries: DeliveryQueries;
  readonly demo: DemoStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly escalations: EscalationStore;
  readonly events: EventStore;
  readonly explanations: ExplanationStore;
  readonly incidents: IncidentQueries;
  readonly intake: IntakeStore;
  readonly jobs: JobStore;
  readonly mailLinks: MailLinkStore;
  readonly mutes: MuteStore;
  readonly organizations: OrganizationStore;
  readonly outages: OutageStore;
  readonly replays: ReplayStore;
  readonly recipients: RecipientStore;
  readonly polls: PollStore;
  readonly signing: SigningStore;
  readonly reconciliation: ReconciliationStore;
  readonly requestLimits: RequestLimitStore;
  readonly roles: RoleStore;
  readonly retention: RetentionStore;
  readonly rules: RuleStore;
  readonly ruleStatistics: RuleStatisticsStore;
  readonly identities: IdentityStore;
  readonly sessions: SessionStore;
  readonly signIns: SignInStore;
  readonly silences: SilenceStore;
  readonly sources: SourceStore;
  readonly system: SystemStore;
  readonly tellings: TellingStore;
  readonly users: UserStore;
  readonly transports: TransportStore;
  /** Throws where an incident could not be stored just now; answers after a real commit. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** Whether the database has the tables that this program was built for; false where there is none yet. */
export const isMigrated = ({
  path,
  migrationsFolder,
}: { readonly path: string } & Pick<OpenOptions, "migrationsFolder">): boolean => {
  if (!existsSync(path)) return false;
  const sqlite = openForReading(path);
  try {
    return appliedVersion(sqlite) >= latestVersion(migrationsFolder);
  } catch (error) {
    // Whoever makes the tables just now holds it.
    if (isBusy(error)) return false;
    throw error;
  } finally {
    sqlite.close();
  }
};

/** Opens the database, which must be migrated or become so by this call. */
export const openStores = (options: OpenOptions): Stores => storesOver(openParts(options));

export const openParts = ({
  path,
  migrationsFolder,
  clock,
  jobsEmbedded,
  storms,
  ...options
}: OpenOptions): StoreParts => {
  const connection = openConnection(path);
  try {
    if (options.migrate) migrate(connection, migrationsFolder);
    const { knowledgeOf, forget } = openKnowledge(connection.db, clock);
    const bell = openDoorbell(connection.sqlite);
    const writer = openWriter(connection.sqlite, { onCommitted: bell.ring, onUndone: forget });
    const handOverJobs = openHandOverJobs(connection.db, bell, jobsEmbedded);
    const audited = auditedWriter(writer, connection.db, clock);
    return { ...connection, writer: audited, clock, knowledgeOf, bell, handOverJobs, storms };
  } catch (error) {
    connection.sqlite.close();
    throw error;
  }
};

export const storesOver = (parts: StoreParts): Stores => ({
  accessTokens: openAccessTokenStore(parts),
  accounts: openAccountStore(parts),
  acknowledgements: openAcknowledgementStore(parts),
  allClear: openAllClearStore(parts),
  audit: openAuditStore(parts),
  batches: openBatchStore(parts),
  coverage: openCoverageStore(parts),
  decisions: openDecisionQueries(parts),
  deliveries: openDeliveryStore(parts),
  deliveryActions: openDeliveryActions(parts),
  deliveryQueries: openDeliveryQueries(parts),
  demo: openDemoStore(parts),
  deviceGroups: openDeviceGroupStore(parts),
  escalations: openEscalationStore(parts),
  events: openEventStore(parts),
  explanations: openExplanationStore(parts),
  incidents: openIncidentQueries(parts),
  intake: openIntakeStore(parts),
  jobs: openJobStore(parts),
  mailLinks: openMailLinkStore(parts),
  mutes: openMuteStore(parts),
  organizations: openOrganizationStore(parts),
  outages: openOutageStore(parts),
  replays: openReplayStore(parts),
  recipients: openRecipientStore(parts),
  polls: openPollStore(parts),
  signing: openSigningStore(parts),
  reconciliation: openReconciliationStore(parts),
  requestLimits: openRequestLimitStore(parts),
  roles: openRoleStore(parts),
  retention: openRetentionStore(parts),
  rules: openRuleStore(parts),
  ruleStatistics: openRuleStatisticsStore(parts),
  identities: openIdentityStore(parts),
  sessions: openSessionStore(parts),
  signIns: openSignInStore(parts),
  silences: openSilenceStore(parts),
  sources: openSourceStore(parts),
  system: openSystemStore(parts),
  tellings: openTellingStore(parts),
  users: openUserStore(parts),
  transports: openTransportStore(parts),
  probe: () => parts.writer.write(() => {}),
  close: async () => {
    await parts.writer.close();
    parts.bell.close();
    parts.sqlite.close();
  },
});
