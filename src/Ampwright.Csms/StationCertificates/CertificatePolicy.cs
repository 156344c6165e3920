using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.StationCertificates;

/// <summary>The installation's rule for SignCertificate.</summary>
internal sealed record CertificatePolicy
{
    public CertificateIssuer Issuer { get; init; } = CertificateIssuer.BuiltIn;

    /// <summary>Whether the subject has to be as the whitepaper says (A00.FR.404, .405, .511): CN the serial number, O the operator.</summary>
    public bool ChecksSubject { get; init; } = true;

    /// <summary>Of certificates issued here.</summary>
    public int ValidDays { get; init; } = 365;

    /// <summary>What O has to contain; null: anything. At the first start the operator's name.</summary>
    public string? Organisation { get; init; }

    public static CertificatePolicy Of(DbConnection connection) => connection.QuerySingleOrDefault<CertificatePolicy>(
        "SELECT issuer, checks_subject, valid_days, organisation FROM certificate_policy WHERE policy_id = 1") ?? new();

    /// <summary>At the first start.</summary>
    public static void PutFirst(WriteUnit unit, string organisation)
    {
        if (unit.Connection.ExecuteScalar<int>("SELECT count(*) FROM certificate_policy") == 0) Put(unit, new() { Organisation = organisation });
    }

    public static void Put(WriteUnit unit, CertificatePolicy policy) => unit.Connection.Execute("""
        INSERT INTO certificate_policy (policy_id, issuer, checks_subject, valid_days, organisation) VALUES (1, @issuer, @ChecksSubject, @ValidDays, @Organisation)
        ON CONFLICT (policy_id) DO UPDATE SET issuer = excluded.issuer, checks_subject = excluded.checks_subject, valid_days = excluded.valid_days,
          organisation = excluded.organisation
        """, new { issuer = policy.Issuer.ToString(), policy.ChecksSubject, policy.ValidDays, policy.Organisation });
}
