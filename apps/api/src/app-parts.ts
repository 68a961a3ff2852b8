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
import type { DeliveryActions, DeliveryQueries } from "@tocsin/core/deliveries";
import type { DemoStore } from "@tocsin/core/demo";
import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import type { AcknowledgementStore, IncidentQueries } from "@tocsin/core/incidents";
import type { IntakeStore } from "@tocsin/core/intake";
import type { Job } from "@tocsin/core/kernel";
import type { RuleStatisticsStore, RuleStore } from "@tocsin/core/notification-rules";
import type {
  CoverageStore,
  DecisionQueries,
  EscalationStore,
  ExplanationStore,
  MailLinkStore,
  MuteStore,
  ReplayStore,
} from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import type { OutageStore } from "@tocsin/core/outages";
import type { RecipientStore } from "@tocsin/core/recipients";
import type { ReconciliationStore } from "@tocsin/core/reconciliation";
import type { SilenceStore } from "@tocsin/core/silences";
import type { SourceStore } from "@tocsin/core/sources";
import type { SystemStore } from "@tocsin/core/system";
import type { TransportStore } from "@tocsin/core/transports";
import type { QueueState } from "@tocsin/queue";
import type { Passwords, Seal } from "@tocsin/secrets";
import type { Logger } from "pino";
import type { EventHub } from "./events/hub.ts";
import type { Metrics } from "./health/metrics.ts";
import type { PreviewParts } from "./notification-rules/preview-routes.ts";
import type { SingleSignOn } from "./sign-in/single-sign-on.ts";
import type { PollParts } from "./sources/poll-routes.ts";
import type { SourceParts } from "./sources/routes.ts";

/** What the api is made of. It opens nothing itself, so a test hands in the same stores that production does. */
export interface AppParts {
  readonly accessTokens: AccessTokenStore;
  readonly accounts: AccountStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly allClear: AllClearStore;
  readonly audit: AuditStore;
  readonly coverage: CoverageStore;
  readonly decisions: DecisionQueries;
  readonly deliveryActions: DeliveryActions;
  readonly deliveryQueries: DeliveryQueries;
  readonly tellings: PreviewParts["tellings"];
  readonly demo: DemoStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly escalations: EscalationStore;
  readonly explanations: ExplanationStore;
  readonly hub: EventHub;
  readonly incidents: IncidentQueries;
  readonly intake: IntakeStore;
  readonly mailLinks: MailLinkStore;
  readonly mutes: MuteStore;
  readonly organizations: OrganizationStore;
  readonly outages: OutageStore;
  readonly polls: PollParts["polls"];
  readonly signing: SourceParts["signing"];
  readonly pollHosts: PollParts["pollHosts"];
  readonly testConnection: PollParts["testConnection"];
  readonly replays: ReplayStore;
  readonly recipients: RecipientStore;
  readonly reconciliation: ReconciliationStore;
  readonly roles: RoleStore;
  readonly silences: SilenceStore;
  readonly rules: RuleStore;
  readonly ruleStatistics: RuleStatisticsStore;
  readonly identities: IdentityStore;
  readonly sessions: SessionStore;
  /** Null where none is set up. */
  readonly singleSignOn: SingleSignOn | null;
  readonly signIns: SignInStore;
  readonly sources: SourceStore;
  readonly system: SystemStore;
  readonly transports: TransportStore;
  readonly users: UserStore;
  /** Seals secrets that are stored. */
  readonly seal: Seal;
  readonly passwords: Passwords;
  /** The installation's secret, for what is derived from it. */
  readonly secretKey: string;
  readonly probe: () => Promise<void>;
  readonly queueState: () => QueueState;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  readonly oldestDueAt: () => Promise<number | null>;
  /** Nudges a queue outside the database; must neither throw nor make the caller wait. */
  readonly announce: (jobs: readonly Job[]) => void;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  /** Runs work after a while. A test keeps it instead. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
  readonly render: PreviewParts["render"];
  /** Where people reach this installation; known for sure once it listens. */
  readonly publicUrl: () => string;
  /** The domain of the sender's address. */
  readonly mailDomain: string;
  readonly setupToken: string;
  readonly onSetUp: () => void;
  readonly version: string;
  /** The built console; null serves none. */
  readonly webFolder: string | null;
  /** Express's `trust proxy`: hops or addresses, never everybody. */
  readonly trustProxy: number | string | false;
}
