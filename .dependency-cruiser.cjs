/** Which way imports may go: the table of ARCHITECTURE.md, checked. */

const apart = (from, to, comment) => ({
  name: `${from}-apart-from-${[to].flat().join("-")}`,
  comment,
  severity: "error",
  from: { path: `^(packages|apps)/${from}/src` },
  to: { path: [to].flat().map((name) => `^(packages|apps)/${name}/`) },
});

/** Features of core, each with those that it may use. */
const core = {
  kernel: [],
  messages: ["kernel"],
  deliveries: ["kernel", "messages"],
  transports: ["kernel", "deliveries", "recipients"],
  system: ["kernel", "deliveries"],
  demo: ["kernel", "sources"],
  events: ["kernel"],
  retention: ["kernel"],
  settings: ["kernel"],
  organizations: ["kernel", "recipients"],
  recipients: ["kernel"],
  access: ["kernel"],
  audit: ["kernel", "access"],
  accounts: ["kernel", "access", "organizations", "recipients"],
  incidents: ["kernel"],
  sources: ["kernel", "incidents", "organizations"],
  "device-groups": ["kernel", "incidents"],
  conditions: ["kernel", "incidents", "device-groups"],
  silences: ["kernel", "conditions"],
  "notification-rules": [
    "kernel",
    "access",
    "incidents",
    "device-groups",
    "conditions",
    "silences",
    "organizations",
    "recipients",
  ],
  notifications: [
    "kernel",
    "messages",
    "deliveries",
    "organizations",
    "recipients",
    "incidents",
    "device-groups",
    "conditions",
    "silences",
    "notification-rules",
  ],
  outages: ["kernel", "deliveries"],
  reconciliation: ["kernel", "deliveries", "notification-rules"],
  "all-clear": ["kernel", "deliveries", "outages", "reconciliation"],
  intake: [
    "kernel",
    "organizations",
    "recipients",
    "incidents",
    "sources",
    "device-groups",
    "conditions",
    "silences",
    "notification-rules",
    "notifications",
  ],
};

const featureOrder = Object.entries(core).map(([feature, uses]) => ({
  name: `core-${feature}`,
  comment: `core/${feature} may use ${uses.join(", ") || "nothing else of core"}`,
  severity: "error",
  from: { path: `^packages/core/src/${feature}/`, pathNot: ["\\.test\\.ts$"] },
  to: {
    path: "^packages/core/src/",
    pathNot: [feature, ...uses].map((name) => `^packages/core/src/${name}/`),
  },
}));

const home = (library, homes) => ({
  name: `${library}-has-one-home`,
  comment: `${library} is known in ${homes.join(" and ")} only`,
  severity: "error",
  from: { path: "^(packages|apps)/", pathNot: homes.map((path) => `^${path}/`) },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    apart(
      "core",
      ["db", "queue", "emails", "outbound", "secrets", "program", "api", "worker", "cli", "web"],
      "core stands alone",
    ),
    apart(
      "db",
      ["queue", "emails", "outbound", "secrets", "program", "api", "worker", "cli", "web"],
      "db knows core and its database",
    ),
    apart(
      "queue",
      ["db", "emails", "outbound", "secrets", "program", "api", "worker", "cli", "web"],
      "queue knows core and its queue",
    ),
    apart(
      "emails",
      ["db", "queue", "outbound", "secrets", "program", "api", "worker", "cli", "web"],
      "emails knows core and React",
    ),
    apart(
      "secrets",
      ["core", "db", "queue", "emails", "outbound", "program", "api", "worker", "cli", "web"],
      "secrets knows Node's crypto",
    ),
    apart(
      "outbound",
      ["db", "queue", "emails", "secrets", "program", "api", "worker", "cli", "web"],
      "outbound knows core and HTTP",
    ),
    apart(
      "program",
      ["db", "queue", "emails", "outbound", "secrets", "api", "worker", "cli", "web"],
      "program knows core and its process",
    ),
    apart("api", ["worker", "cli", "web"], "apps do not import each other"),
    apart("worker", ["api", "cli", "web"], "apps do not import each other"),
    apart("cli", ["emails", "api", "worker", "web"], "the command line runs the built programs and imports none"),
    apart(
      "web",
      ["db", "queue", "emails", "outbound", "secrets", "program", "api", "worker", "cli"],
      "the console speaks to the api by its contract",
    ),
    {
      name: "opened-in-compose-only",
      comment: "What has effects is opened in compose.ts, so that everything else can be tested without it",
      severity: "error",
      from: {
        path: "^apps/(api|worker|cli)/src/",
        pathNot: ["/compose\\.ts$", "/main\\.ts$", "\\.test\\.ts$", "/testing/"],
      },
      to: { path: "^packages/(db|queue|emails)/src/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "features-of-the-console-apart",
      severity: "error",
      from: { path: "^apps/web/src/features/([^/]+)/" },
      to: { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/$1/" },
    },
    {
      name: "journeys-from-outside",
      comment: "Journeys drive the built product and import none of its source; hostile bodies are made in one place",
      severity: "error",
      from: { path: "^tests/(?!samples/)" },
      to: { path: "^(packages|apps)/", pathNot: "^packages/core/src/testing/hostile-json\\.ts$" },
    },
    home("drizzle-orm", ["packages/db"]),
    home("better-sqlite3", ["packages/db"]),
    home("nodemailer", ["apps/worker"]),
    home("bullmq", ["packages/queue"]),
    home("ioredis", ["packages/queue"]),
    home("resend", ["apps/worker"]),
    home("express", ["apps/api"]),
    home("@node-rs/argon2", ["packages/secrets"]),
    home("tar", ["apps/cli"]),
    ...featureOrder,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "/node_modules/\\.vite"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types"],
      extensions: [".ts", ".tsx", ".js"],
    },
  },
};
