/* Findings of Security Hub, written from its documentation of the AWS Security Finding Format. Nothing in them happened. */

export const aThreatFinding = {
  SchemaVersion: "2018-10-08",
  Id: "arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/f1",
  ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
  ProductName: "GuardDuty",
  GeneratorId: "arn:aws:guardduty:eu-west-1:111122223333:detector/d1",
  AwsAccountId: "111122223333",
  Region: "eu-west-1",
  Types: ["TTPs/Command and Control/Backdoor:EC2-C&CActivity.B"],
  Title: "EC2 instance i-0abc talks to a command and control server.",
  Description: "It talks to 203.0.113.9.",
  FirstObservedAt: "2026-11-20T08:59:00Z",
  LastObservedAt: "2026-11-20T09:29:00Z",
  CreatedAt: "2026-11-20T09:00:00Z",
  UpdatedAt: "2026-11-20T09:30:00.000Z",
  Severity: { Product: 8, Label: "HIGH", Normalized: 40, Original: "8" },
  SourceUrl: "https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?fId=f1",
  Remediation: { Recommendation: { Text: "Isolate it.", Url: "https://docs.aws.amazon.com/x" } },
  Workflow: { Status: "NEW" },
  RecordState: "ACTIVE",
  VerificationState: "TRUE_POSITIVE",
  Resources: [
    {
      Type: "AwsEc2Instance",
      Id: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc",
      Tags: { Name: "build-7" },
      Details: { AwsEc2Instance: { IpV4Addresses: ["10.0.0.7"] } },
    },
    {
      Type: "AwsIamAccessKey",
      Id: "AWS::IAM::AccessKey:ASIA",
      Details: { AwsIamAccessKey: { PrincipalName: "deploy" } },
    },
    { Type: "AwsS3Bucket", Id: "arn:aws:s3:::payroll" },
  ],
  Action: { NetworkConnectionAction: { RemoteIpDetails: { IpAddressV4: "203.0.113.9" } } },
  Network: { DestinationDomain: "bad.example" },
  Process: { Name: "miner", Path: "/tmp/miner", Pid: 4711 },
  Malware: [{ Name: "Coin", Path: "/tmp/coin" }],
  ThreatIntelIndicators: [{ Type: "IPV4_ADDRESS", Value: "203.0.113.10" }],
  Vulnerabilities: [{ Id: "CVE-2026-0001" }],
};

export const aFailedControl = {
  Id: "arn:aws:securityhub:eu-west-1:111122223333:security-control/S3.1/finding/c1",
  ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
  GeneratorId: "security-control/S3.1",
  AwsAccountId: "111122223333",
  Region: "eu-west-1",
  Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
  Title: "S3 buckets should have block public access settings enabled",
  CreatedAt: "2026-11-20T09:00:00Z",
  UpdatedAt: "2026-11-20T09:00:00Z",
  Severity: { Label: "MEDIUM" },
  Compliance: { Status: "FAILED", SecurityControlId: "S3.1" },
  Workflow: { Status: "NEW" },
  RecordState: "ACTIVE",
  Resources: [{ Type: "AwsS3Bucket", Id: "arn:aws:s3:::payroll" }],
};

/** As EventBridge posts it. */
export const aSecurityHubEvent = {
  version: "0",
  id: "e-1",
  "detail-type": "Security Hub Findings - Imported",
  source: "aws.securityhub",
  account: "111122223333",
  region: "eu-west-1",
  detail: { findings: [aThreatFinding] },
};
