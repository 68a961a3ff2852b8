import type { ActivityName } from "@tocsin/core/access";

/** What people do in threat investigation and response, in Dutch. */
export const nl: Record<ActivityName, string> = {
  useDashboard: "het dashboard gebruiken",
  viewThreats: "recente en huidige dreigingen bekijken",
  useExplorer: "Explorer en realtimedetecties gebruiken",
  viewIncidents: "incidenten bekijken",
  addMessages: "e-mailberichten aan een incident toevoegen",
  triggerMailActions: "vanuit een incident acties op mail starten",
  findAndDeleteMail: "verdachte mail zoeken en verwijderen",
  integrateEndpoints: "met een endpointproduct koppelen",
  integrateSiem: "met een SIEM-server koppelen",
};
