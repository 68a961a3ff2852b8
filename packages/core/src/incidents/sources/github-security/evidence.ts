import type { Digest } from "../../../kernel/index.ts";
import { firstOf, own, ownAt, readName, readRecord, readRecords, readText, readUrl } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { detailsAt, namedEvidence } from "../named-evidence.ts";
import type { GithubAlert } from "./document.ts";

/** The repository, the files in which it was found, the package, the vulnerability, and who leaked a secret. */
export const readGithubEvidence = (github: GithubAlert, digest: Digest): readonly EvidenceSaid[] => {
  const { alert, repository } = github;
  const details = detailsAt({ visibility: ["visibility"], link: ["html_url"], branch: ["default_branch"] }, (path) =>
    own(repository, path),
  );
  const identifiers = [
    "security_advisory.cve_id",
    "security_advisory.ghsa_id",
    "cve_id",
    "ghsa_id",
    "external_identifier",
  ];
  const listed = ["security_advisory.identifiers", "identifiers"].flatMap((path) =>
    readRecords(ownAt(alert, path)).map((identifier) => own(identifier, "value")),
  );
  return [
    ...namedEvidence("cloudResource", repositoryOf(github), digest, { details }),
    ...placesOf(github, digest),
    ...packagesOf(github, digest),
    ...[...identifiers.map((path) => ownAt(alert, path)), ...listed].flatMap((id) =>
      namedEvidence("other", id, digest),
    ),
    ...namedEvidence("user", ownAt(alert, "push_protection_bypassed_by.login"), digest),
    ...commitsOf(github, digest),
  ];
};

/** Pages and resources of a repository's alerts, at GitHub or at a server of one's own. */
const pagesOfRepository =
  /^https?:\/\/[^/]+(?:\/api\/v3)?\/(?:repos\/)?([\w.-]+\/[\w.-]+)\/(?:security|code-scanning|secret-scanning|dependabot)\b/;

/** `owner/name`, of the repository or out of the alert's address. */
export const repositoryOf = ({ alert, repository }: GithubAlert): string | null => {
  const inLinks = [own(alert, "html_url"), own(alert, "url")].map(
    (link) => pagesOfRepository.exec(readUrl(link) ?? "")?.[1],
  );
  const owned = [ownAt(repository, "owner.login"), own(repository, "name")].map(readName);
  const named = owned.includes(null) ? null : owned.join("/");
  return firstOf(readName(own(repository, "full_name")), named, ...inLinks);
};

/** Where it was found: a line of a file, the manifest of a dependency, or whatever page holds a secret. */
const placesOf = ({ alert, location }: GithubAlert, digest: Digest): readonly EvidenceSaid[] => {
  const instances = [readRecord(own(alert, "most_recent_instance")), ...readRecords(own(alert, "instances"))];
  const inCode = instances.flatMap((instance) => {
    const at = (path: string) => ownAt(instance, path);
    const details = detailsAt({ line: ["location.start_line"], commit: ["commit_sha"], ref: ["ref"] }, at);
    return namedEvidence("file", at("location.path"), digest, { details });
  });
  const inSecrets = [location, readRecord(own(alert, "first_location_detected"))].flatMap((place) => {
    const holder = readRecord(own(place, "details")) ?? place;
    const at = (path: string) => own(holder, path);
    const details = detailsAt({ line: ["start_line"], commit: ["commit_sha"] }, at);
    const page = readUrl(
      Object.entries(holder ?? {}).find(([key, value]) => /_url$/.test(key) && readText(value))?.[1],
    );
    return [
      ...namedEvidence("file", at("path"), digest, { details }),
      ...(at("path") ? [] : namedEvidence("url", page, digest)),
    ];
  });
  return [...inCode, ...inSecrets, ...namedEvidence("file", ownAt(alert, "dependency.manifest_path"), digest)];
};

const packagesOf = ({ alert }: GithubAlert, digest: Digest): readonly EvidenceSaid[] => {
  const one = readRecord(own(alert, "security_vulnerability"));
  const several = one ? [one] : readRecords(own(alert, "vulnerabilities"));
  const found = several.flatMap((vulnerability) => {
    const labels = {
      ecosystem: ["package.ecosystem"],
      vulnerable: ["vulnerable_version_range"],
      patched: ["first_patched_version.identifier", "first_patched_version", "patched_versions"],
    };
    const details = detailsAt(labels, (path) => ownAt(vulnerability, path));
    return namedEvidence("other", ownAt(vulnerability, "package.name"), digest, { details });
  });
  if (found.length > 0) return found;
  const names = [ownAt(alert, "dependency.package.name"), own(alert, "affected_package_name")];
  const legacy = { vulnerable: ["affected_range"], patched: ["fixed_in"] };
  const details = detailsAt(legacy, (path) => own(alert, path));
  return names.flatMap((name) => namedEvidence("other", name, digest, { details }));
};

/** Who is said to have written the commit, where a location tells. */
const commitsOf = ({ location }: GithubAlert, digest: Digest): readonly EvidenceSaid[] =>
  ["details.author.email", "details.committer.email"].flatMap((path) =>
    namedEvidence("user", readName(ownAt(location, path)), digest),
  );
