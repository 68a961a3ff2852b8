import { auditRoutes } from "../features/audit/routes.ts";
import { coverageRoutes } from "../features/coverage/routes.ts";
import { deliveryRoutes } from "../features/deliveries/routes.ts";
import { deviceGroupRoutes } from "../features/device-groups/routes.ts";
import { firstRunRoutes } from "../features/first-run/routes.ts";
import { homeRoutes } from "../features/home/routes.ts";
import { incidentRoutes } from "../features/incidents/routes.ts";
import { mailRoutes } from "../features/mail/routes.ts";
import { meRoutes } from "../features/me/routes.ts";
import { ruleRoutes } from "../features/notification-rules/routes.ts";
import { recipientRoutes } from "../features/recipients/routes.ts";
import { settingsRoutes } from "../features/settings/routes.ts";
import { setupRoutes } from "../features/setup/routes.ts";
import { signInRoutes } from "../features/sign-in/routes.ts";
import { silenceRoutes } from "../features/silences/routes.ts";
import { sourceRoutes } from "../features/sources/routes.ts";
import { systemRoutes } from "../features/system/routes.ts";
import { userRoutes } from "../features/users/routes.ts";

/** Pages that anybody may open, without the navigation: a line for each feature. */
export const publicPages = [...setupRoutes, ...signInRoutes] as const;

/** Pages for people who are signed in: a line for each feature, in the order of the navigation. */
export const consolePages = [
  // (This line keeps them apart.)
  ...homeRoutes,
  ...firstRunRoutes,
  ...incidentRoutes,
  ...recipientRoutes,
  ...silenceRoutes,
  ...deviceGroupRoutes,
  ...sourceRoutes,
  ...mailRoutes,
  ...userRoutes,
  ...auditRoutes,
  ...settingsRoutes,
  ...meRoutes,
  ...systemRoutes,
  ...ruleRoutes,
  ...deliveryRoutes,
  ...coverageRoutes,
] as const;
