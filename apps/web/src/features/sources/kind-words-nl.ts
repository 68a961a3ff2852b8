/** What core says of kinds of sources and of their settings, by its English sentence, in Dutch. */
export const kindSentencesInDutch: Readonly<Record<string, string>> = {
  "Any system that can post JSON: one small object per incident, of which only the title is required.":
    "Elk systeem dat JSON kan posten: één klein object per incident, waarvan alleen de titel verplicht is.",
  "Incidents and alerts of Microsoft Defender XDR as /security/incidents and /security/alerts_v2 list them.":
    "Incidenten en waarschuwingen van Microsoft Defender XDR, zoals /security/incidents en /security/alerts_v2 ze geven.",
  "Incidents and alerts as api.security.microsoft.com lists them under /api/incidents, and alerts as it streams them.":
    "Incidenten en waarschuwingen zoals api.security.microsoft.com ze onder /api/incidents geeft, en waarschuwingen zoals het ze streamt.",
  "Alerts as api.security.microsoft.com lists them under /api/alerts.":
    "Waarschuwingen zoals api.security.microsoft.com ze onder /api/alerts geeft.",
  "Incidents as the API, automation rules and playbooks of Microsoft Sentinel send them, and security alerts.":
    "Incidenten zoals de API, automatiseringsregels en playbooks van Microsoft Sentinel ze sturen, en beveiligingswaarschuwingen.",
  "Alerts of Wazuh 4 and findings of Wazuh 5, from the manager's integrations or from the indexer.":
    "Waarschuwingen van Wazuh 4 en bevindingen van Wazuh 5, van de integraties van de manager of uit de indexer.",
  "Groups of alerts as the webhook receiver of Alertmanager and the webhook contact point of Grafana post them.":
    "Groepen waarschuwingen zoals de webhook-receiver van Alertmanager en het webhook-contact point van Grafana ze posten.",
  "Detection alerts of Kibana, from a rule's webhook action with any body, or from the index of alerts.":
    "Detectiewaarschuwingen van Kibana, van de webhook-actie van een regel met welke body dan ook, of uit de index van waarschuwingen.",
  "Results of scheduled and real-time searches, as an alert action posts them; notable events.":
    "Resultaten van geplande en realtime zoekopdrachten, zoals een alert action ze post; notable events.",
  "Detections and incidents of Falcon: event stream, alerts API, exports, and Fusion workflows.":
    "Detecties en incidenten van Falcon: event stream, alerts-API, exports en Fusion-workflows.",
  "Findings of GuardDuty, from EventBridge (also through SNS) or from its API.":
    "Bevindingen van GuardDuty, van EventBridge (ook via SNS) of uit de API.",
  "Findings of Security Hub CSPM (ASFF), from EventBridge (also through SNS) or from its API.":
    "Bevindingen van Security Hub CSPM (ASFF), van EventBridge (ook via SNS) of uit de API.",
  "Lines of Suricata's EVE JSON log; its alerts are gathered by signature and machine.":
    "Regels van Suricata’s EVE JSON-log; de waarschuwingen worden per signature en machine verzameld.",
  "Findings in the Open Cybersecurity Schema Framework: Prowler, Amazon Security Lake, Zscaler and others.":
    "Bevindingen in het Open Cybersecurity Schema Framework: Prowler, Amazon Security Lake, Zscaler en andere.",
  "Events of MISP with their attributes, from a workflow's webhook, the ZeroMQ channel or the API.":
    "Events van MISP met hun attributen, van de webhook van een workflow, het ZeroMQ-kanaal of de API.",
  "Cases and alerts of TheHive, with their observables, from webhooks or from the API.":
    "Cases en waarschuwingen van TheHive, met hun observables, van webhooks of uit de API.",
  "Findings of Security Command Center, from its notifications through Pub/Sub or from its API.":
    "Bevindingen van Security Command Center, van zijn meldingen via Pub/Sub of uit de API.",
  "Alerts of code scanning, secret scanning and Dependabot, and security advisories, from GitHub’s webhooks.":
    "Waarschuwingen van code scanning, secret scanning en Dependabot, en security advisories, van de webhooks van GitHub.",

  "After so many hours without an alert a key opens a new incident":
    "Na zoveel uren zonder waarschuwing opent een sleutel een nieuw incident",
  "Fields by which alerts are gathered into an incident":
    "Velden waarop waarschuwingen tot een incident worden verzameld",
  "Alerts below this level are ignored": "Waarschuwingen onder dit niveau worden genegeerd",
  "The lowest level of each severity; what lies below low is informational":
    "Het laagste niveau van elke ernst; wat onder laag ligt, is informatief",
  "Labels by which alerts are gathered into an incident; none: as the sender groups them (groupKey)":
    "Labels waarop waarschuwingen tot een incident worden verzameld; geen: zoals de afzender ze groepeert (groupKey)",
  "Labels that tell the severity; the first that holds a known word counts":
    "Labels die de ernst zeggen; het eerste met een bekend woord telt",
  "Your own words of severity and what they mean; they come before those that are known":
    "Uw eigen woorden voor ernst en wat ze betekenen; die gaan voor de bekende",
  "Labels that name a device; the first that holds something counts":
    "Labels die een apparaat noemen; het eerste dat iets bevat telt",
  "The label that names the device's group, if there is one":
    "Het label dat de groep van het apparaat noemt, als dat er is",
  "Fields by which results are gathered into an incident: of the result, or search_name, app and owner":
    "Velden waarop resultaten tot een incident worden verzameld: van het resultaat, of search_name, app en owner",
  "Result fields that tell the severity; the first that holds a known word counts":
    "Velden van het resultaat die de ernst zeggen; het eerste met een bekend woord telt",
  "The severity of a result that tells none, as Splunk itself has none":
    "De ernst van een resultaat dat er geen zegt, omdat Splunk er zelf geen heeft",
  "Result fields that name a device; the first that holds a name counts":
    "Velden van het resultaat die een apparaat noemen; het eerste met een naam telt",
  "What gathers detections into an incident: Falcon's own aggregate (a process tree), the host, or nothing":
    "Wat detecties tot een incident verzamelt: Falcons eigen aggregate (een processtructuur), de host, of niets",
  "What findings must have in common to be gathered into an incident":
    "Wat bevindingen gemeen moeten hebben om tot een incident te worden verzameld",
  "Fields by which alerts are gathered into an incident; home_ip is the address of ours that an alert concerns":
    "Velden waarop waarschuwingen tot een incident worden verzameld; home_ip is ons eigen adres waar een waarschuwing over gaat",
  "Your own networks: an address in one of them is a device": "Uw eigen netwerken: een adres daarin is een apparaat",
  "Where the severity stands: alert.severity, or what the rule's author says (metadata.signature_severity)":
    "Waar de ernst staat: alert.severity, of wat de schrijver van de regel zegt (metadata.signature_severity)",
  "Numbers of alert.severity and what they mean; they come before those that are known":
    "Getallen van alert.severity en wat ze betekenen; die gaan voor de bekende",
  "Alerts whose number in alert.severity is greater (1 is the gravest) are ignored":
    "Waarschuwingen met een hoger getal in alert.severity (1 is het ernstigst) worden genegeerd",
  "Where a sender gives all findings of a policy one id: after so many hours without one they open a new incident":
    "Waar een afzender alle bevindingen van een policy één id geeft: na zoveel uren zonder openen ze een nieuw incident",
  "Classes (class_uid) that are taken; none: every finding, and events that say they are alerts":
    "Klassen (class_uid) die worden aangenomen; geen: elke bevinding, en events die zeggen dat ze waarschuwingen zijn",
  "Where people open this MISP, such as https://misp.contoso.example; links to events are made of it":
    "Waar mensen deze MISP openen, zoals https://misp.contoso.example; links naar events worden ervan gemaakt",
  "Whether events that are not published are taken, too": "Of ook events worden aangenomen die niet zijn gepubliceerd",
  "Where people open TheHive 5, for links to its cases and alerts, as it sends none":
    "Waar mensen TheHive 5 openen, voor links naar de cases en waarschuwingen, omdat het die niet stuurt",
  "What makes an incident: each alert, or the alerts of one rule, package or secret type in a repository, or of one repository":
    "Wat een incident is: elke waarschuwing, of de waarschuwingen van één regel, pakket of soort geheim in een repository, of van één repository",
  "The severity of leaked secrets, of which GitHub gives none":
    "De ernst van gelekte geheimen, waarvan GitHub er geen geeft",
};

/** What settings are called, by their names. */
export const settingNamesInDutch: Readonly<Record<string, string>> = {
  idleHours: "Uren zonder nieuws",
  groupBy: "Verzamelen op",
  minimumLevel: "Laagste niveau",
  severityFrom: "Waar de ernst vandaan komt",
  severityLabels: "Labels met de ernst",
  severities: "Woorden voor ernst",
  deviceLabels: "Labels met het apparaat",
  deviceGroupLabel: "Label met de apparaatgroep",
  severityFields: "Velden met de ernst",
  severity: "Ernst",
  deviceFields: "Velden met het apparaat",
  homeNetworks: "Eigen netwerken",
  leastPriority: "Laagste prioriteit",
  classes: "Klassen",
  url: "Adres",
  unpublished: "Ook niet gepubliceerd",
  address: "Adres",
  gatherBy: "Verzamelen op",
  secretSeverity: "Ernst van geheimen",
};
