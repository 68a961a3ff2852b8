/* Findings of GuardDuty, written from its documentation. Nothing in them happened. */

export const aGuardDutyFinding = {
  schemaVersion: "2.0",
  accountId: "111122223333",
  region: "eu-west-1",
  partition: "aws",
  id: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  arn: "arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  type: "CryptoCurrency:EC2/BitcoinTool.B",
  title: "The EC2 instance i-0abc is querying an IP address associated with cryptocurrency activity.",
  description: "It talks to 203.0.113.9.",
  severity: 8,
  createdAt: "2026-11-20T09:00:00.500Z",
  updatedAt: "2026-11-20T09:30:00.000Z",
  resource: {
    resourceType: "Instance",
    instanceDetails: {
      instanceId: "i-0abc",
      instanceType: "m5.large",
      platform: "windows",
      tags: [{ key: "Name", value: "build-7" }],
      networkInterfaces: [
        { privateIpAddress: "10.0.0.7", publicIp: "198.51.100.7", ipv6Addresses: ["2001:db8::7"], vpcId: "vpc-1" },
      ],
    },
  },
  service: {
    serviceName: "guardduty",
    featureName: "RuntimeMonitoring",
    action: {
      actionType: "NETWORK_CONNECTION",
      networkConnectionAction: {
        remoteIpDetails: {
          ipAddressV4: "203.0.113.9",
          country: { countryName: "Nowhere" },
          organization: { org: "Example" },
        },
      },
    },
    runtimeDetails: { process: { name: "miner", executablePath: "/tmp/miner", executableSha256: "ab12", pid: 4711 } },
    eventFirstSeen: "2026-11-20T08:59:00.000Z",
    eventLastSeen: "2026-11-20T09:29:00.000Z",
    archived: false,
    count: 2,
  },
};

/** As EventBridge posts it. */
export const aGuardDutyEvent = {
  version: "0",
  id: "e-1",
  "detail-type": "GuardDuty Finding",
  source: "aws.guardduty",
  account: "111122223333",
  time: "2026-11-20T09:30:05Z",
  region: "eu-west-1",
  resources: [],
  detail: aGuardDutyFinding,
};

/** As the API and its tools list it. */
export const aPascalCaseFinding = {
  AccountId: "111122223333",
  Region: "eu-west-1",
  Partition: "aws",
  Id: "ffff2c3d4e5f60718293a4b5c6d7e8f9",
  Type: "Discovery:S3/MaliciousIPCaller",
  Title: "An API was called from a known malicious address.",
  Severity: 5.3,
  CreatedAt: "2026-11-20T09:00:00Z",
  UpdatedAt: "2026-11-20T10:00:00Z",
  Resource: {
    ResourceType: "S3Bucket",
    AccessKeyDetails: {
      AccessKeyId: "ASIAEXAMPLE",
      PrincipalId: "AROA:ada",
      UserName: "deploy",
      UserType: "AssumedRole",
    },
    S3BucketDetails: [{ Arn: "arn:aws:s3:::payroll", Name: "payroll", Tags: [{ Key: "env", Value: "prod" }] }],
  },
  Service: {
    Action: {
      ActionType: "AWS_API_CALL",
      AwsApiCallAction: { Api: "ListObjects", RemoteIpDetails: { IpAddressV6: "2001:db8::bad" } },
    },
    Archived: true,
    Count: 1,
  },
};

export const anAttackSequence = {
  accountId: "111122223333",
  region: "eu-west-1",
  id: "aaaa2c3d4e5f60718293a4b5c6d7e8f9",
  type: "AttackSequence:S3/CompromisedData",
  title: "Potential data compromise of one or more S3 buckets.",
  severity: 9.5,
  updatedAt: "2026-11-20T10:00:00Z",
  resource: { resourceType: "AttackSequence" },
  service: {
    featureName: "Correlation",
    detection: {
      sequence: {
        uid: "s-1",
        actors: [{ id: "u", user: { name: "mallory" } }],
        resources: [
          { resourceType: "S3_BUCKET", uid: "arn:aws:s3:::payroll", name: "payroll" },
          { resourceType: "EC2_INSTANCE", uid: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc" },
          { resourceType: "ACCESS_KEY", uid: "AKIAEXAMPLE", data: { accessKey: { userName: "deploy" } } },
        ],
        endpoints: [{ id: "e", ip: "203.0.113.9", domain: "bad.example" }],
        sequenceIndicators: [
          { key: "ATTACK_TACTIC", values: ["Exfiltration"] },
          { key: "ATTACK_TECHNIQUE", values: ["T1530 - Data from Cloud Storage"] },
        ],
      },
    },
  },
};
