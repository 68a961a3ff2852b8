/** What the webhook alert action posts, written from its documentation: the first row alone, its values all text. */
export const aSplunkAlert = {
  sid: "scheduler__admin__search__Failed logons_at_1772439660_42",
  search_name: "Failed logons",
  app: "search",
  owner: "admin",
  results_link: "https://splunk.contoso.example:8000/app/search/@go?sid=scheduler__admin__search__Failed_42",
  result: {
    _time: "1772439600",
    _raw: "Failed password for oracle from 203.0.113.9",
    _serial: "0",
    _indextime: "1772439601",
    host: "Web-1.contoso.example",
    sourcetype: "linux_secure",
    severity: "High",
    user: "oracle",
    src_ip: "203.0.113.9",
    mitre_technique_id: "T1110",
    tactic: "Credential Access",
    process: "sshd",
    process_id: "812",
    file_path: "",
  },
};

/** A row that counts: it has no time of its own. */
export const aSplunkCount = {
  sid: "scheduler__admin__search__RMD5a1b2c3d4e5f60718_at_1772439660_43",
  search_name: null,
  app: "search",
  owner: "admin",
  result: { count: "8", dest: ["db-1", "db-2"], priority: "2" },
};

/** A notable event of Enterprise Security, as a search of its index lists it. */
export const aNotableEvent = {
  event_id: "8A2C@@notable@@e1",
  _time: "2026-03-02T08:21:00.000+00:00",
  search_name: "Access - Brute Force Access Behavior Detected - Rule",
  rule_name: "Brute Force Access Behavior Detected",
  rule_title: "Brute force access from 203.0.113.9",
  rule_description: "Many failed logons and then one that was not.",
  security_domain: "access",
  urgency: "critical",
  severity: "medium",
  status: "2",
  status_label: "In Progress",
  owner: "ada",
  host: "search-head-1",
  dest: "dc-1",
  dest_ip: "10.0.0.5",
  src: "203.0.113.9",
  "annotations.mitre_attack.mitre_technique_id": ["T1110"],
};
