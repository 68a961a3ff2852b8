/** What people see of an incident, as a list of texts for each of its fields. */
export type Field =
  | "title"
  | "description"
  | "created"
  | "updated"
  | "link"
  | "assignedTo"
  | "classification"
  | "categories"
  | "techniques"
  | "tags"
  | "devices"
  | "deviceGroups"
  | "users"
  | "evidence";

/** Where a vendor's documentation says that its payloads have a field; `*` is every entry of a list. */
export type Places = Partial<Record<Field, readonly string[]>>;

const xdrAlert = (at: string): Places => ({
  categories: [`${at}category`],
  techniques: [`${at}mitreTechniques.*`],
  devices: [`${at}devices.*.deviceDnsName`],
  deviceGroups: [`${at}devices.*.rbacGroupName`],
  users: [`${at}devices.*.loggedOnUsers.*.accountName`],
  evidence: ["ipAddress", "url", "mailboxAddress"].map((key) => `${at}entities.*.${key}`),
});

const findingsOf = (places: Places): Places =>
  Object.fromEntries(
    Object.entries(places).map(([field, paths]) => [
      field,
      paths.flatMap((path) => [path, `detail.${path}`, `detail.findings.*.${path}`]),
    ]),
  );

/** By kind, from the vendors' documentation of their schemas. */
export const placesByKind: Readonly<Record<string, Places>> = {
  "graph-security": {
    title: ["displayName", "title"],
    description: ["description"],
    created: ["createdDateTime"],
    updated: ["lastUpdateDateTime"],
    link: ["incidentWebUrl"],
    assignedTo: ["assignedTo"],
    classification: ["classification"],
    categories: ["alerts.*.category", "category"],
    techniques: ["alerts.*.mitreTechniques.*", "mitreTechniques.*"],
    tags: ["customTags.*", "systemTags.*"],
    devices: ["alerts.*.evidence.*.deviceDnsName", "evidence.*.deviceDnsName"],
    users: ["alerts.*.evidence.*.userAccount.accountName", "evidence.*.userAccount.accountName"],
  },
  "defender-xdr": {
    ...xdrAlert("alerts.*."),
    title: ["incidentName"],
    created: ["createdTime"],
    updated: ["lastUpdateTime"],
    classification: ["classification"],
    tags: ["tags.*"],
  },
  "mde-alerts": {
    title: ["title"],
    description: ["description"],
    created: ["alertCreationTime"],
    updated: ["lastUpdateTime"],
    link: ["incidentId"],
    categories: ["category"],
    techniques: ["mitreTechniques.*"],
    devices: ["computerDnsName"],
    deviceGroups: ["rbacGroupName"],
    users: ["relatedUser.userName", "evidence.*.userPrincipalName", "evidence.userPrincipalName"],
  },
  sentinel: {
    title: ["properties.title", "title", "AlertDisplayName"],
    description: ["properties.description", "Description"],
    created: ["properties.createdTimeUtc"],
    updated: ["properties.lastModifiedTimeUtc"],
    link: ["properties.incidentUrl"],
    assignedTo: ["properties.owner.userPrincipalName"],
    classification: ["properties.classification"],
    categories: ["properties.additionalData.tactics.*", "tactics.*", "Tactics"],
    tags: ["properties.labels.*.labelName"],
  },
  wazuh: {
    title: ["rule.description", "_source.rule.description"],
    description: ["full_log", "_source.full_log"],
    created: ["timestamp", "_source.timestamp"],
    updated: ["timestamp", "_source.timestamp"],
    categories: ["rule.groups.*", "_source.rule.groups.*", "rule.mitre.tactic.*", "_source.rule.mitre.tactic.*"],
    techniques: ["rule.mitre.id.*", "_source.rule.mitre.id.*"],
    devices: ["agent.name", "_source.agent.name"],
    users: ["data.srcuser", "data.dstuser", "_source.data.srcuser", "_source.data.dstuser"],
    evidence: ["data.srcip", "_source.data.srcip", "srcip"],
  },
  "elastic-security": {
    title: ["kibana.alert.rule.name", "_source.kibana.alert.rule.name"],
    description: ["kibana.alert.reason", "_source.kibana.alert.reason"],
    updated: ["@timestamp"],
    techniques: ["kibana.alert.rule.threat.*.technique.*.id", "threat.*.technique.*.id"],
    categories: ["kibana.alert.rule.threat.*.tactic.name"],
    tags: ["kibana.alert.rule.tags.*"],
    devices: ["host.name"],
    users: ["user.name"],
  },
  splunk: {
    title: ["search_name"],
    description: ["result._raw"],
    created: ["result._time"],
    updated: ["result._time"],
    link: ["results_link"],
    devices: ["result.host"],
  },
  alertmanager: {
    title: ["groupLabels.alertname"],
    description: ["commonAnnotations.description"],
    link: ["externalURL"],
    devices: ["alerts.*.labels.node"],
  },
  crowdstrike: {
    title: ["event.Name", "DetectName"],
    description: ["event.Description", "DetectDescription", "Description"],
    link: ["event.FalconHostLink", "FalconHostLink"],
    categories: ["event.Tactic", "Tactic"],
    devices: ["event.Hostname", "Hostname", "ComputerName"],
    users: ["event.UserName", "UserName"],
    evidence: ["event.FilePath"],
  },
  "aws-guardduty": findingsOf({
    title: ["title"],
    description: ["description"],
    created: ["createdAt", "CreatedAt"],
    updated: ["updatedAt", "UpdatedAt"],
    tags: ["type", "accountId", "region"],
    devices: ["resource.instanceDetails.instanceId"],
    users: ["resource.accessKeyDetails.userName"],
    evidence: [
      "resource.s3BucketDetails.*.name",
      "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
      "service.action.awsApiCallAction.remoteIpDetails.ipAddressV4",
    ],
  }),
  "aws-securityhub": findingsOf({
    title: ["Title"],
    description: ["Description"],
    created: ["CreatedAt"],
    updated: ["UpdatedAt"],
    tags: ["AwsAccountId"],
  }),
  "gcp-scc": {
    title: ["finding.category"],
    description: ["finding.description", "finding.sourceProperties.Explanation"],
    created: ["finding.createTime"],
    updated: ["finding.eventTime"],
    link: ["finding.externalUri"],
    evidence: ["resource.displayName"],
  },
  "github-security": {
    title: ["alert.rule.description", "security_advisory.summary", "alert.security_advisory.summary"],
    description: ["alert.rule.full_description", "security_advisory.description"],
    created: ["alert.created_at", "security_advisory.published_at"],
    link: ["alert.html_url"],
    classification: ["alert.dismissed_reason"],
    evidence: ["repository.full_name", "alert.security_advisory.cve_id"],
  },
  suricata: {
    title: ["alert.signature"],
    created: ["timestamp"],
    updated: ["timestamp"],
    categories: ["alert.category"],
    evidence: ["src_ip", "dest_ip", "http.hostname"],
  },
  ocsf: {
    title: ["finding_info.title"],
    description: ["finding_info.desc"],
    created: ["finding_info.created_time"],
    categories: ["unmapped.categories.*", "finding_info.types.*"],
    devices: ["device.hostname"],
    users: ["actor.user.name"],
  },
  thehive: {
    title: ["title"],
    description: ["description"],
    created: ["_createdAt", "createdAt"],
    assignedTo: ["owner", "assignee"],
    tags: ["tags.*"],
  },
  misp: {
    title: ["Event.info"],
    updated: ["Event.timestamp"],
    tags: ["Event.Tag.*.name"],
    categories: ["Event.Attribute.*.category"],
  },
};
