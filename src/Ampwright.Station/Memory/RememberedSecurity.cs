using System.Collections.Immutable;

namespace Ampwright.Station.Memory;

/// <summary>What the station knows about keys, certificates and security events: the sum of all <see cref="SecurityFact"/>s so far.</summary>
internal sealed record RememberedSecurity
{
    /// <summary>Entries of the security log that are kept at least; what the CSMS must still hear of is kept on top.</summary>
    public const int MostLogEntries = 500;

    /// <summary>Events that are not critical and still wait for the CSMS; the oldest is not told any more.</summary>
    public const int MostWaiting = 100;

    /// <summary>Of the station's own: the one in use, the one before, and one to come.</summary>
    public const int MostCertificates = 3;

    public long LastEvent { get; init; }

    /// <summary>The security log, oldest first.</summary>
    public ImmutableList<SecurityLogEntry> Log { get; init; } = [];

    /// <summary>AuthorizationKey to fall back to; null = the present one is proven.</summary>
    public string? KeyBefore { get; init; }

    /// <summary>SecurityProfile to fall back to; null = the present one is proven.</summary>
    public string? ProfileBefore { get; init; }

    /// <summary>Installed roots, oldest first.</summary>
    public ImmutableList<RememberedRoot> Roots { get; init; } = [];

    /// <summary>Roots of the product that were installed once, whether or not they still are.</summary>
    public ImmutableList<string> FactoryRoots { get; init; } = [];

    /// <summary>Key pair that a certificate was asked for and that has none yet.</summary>
    public string? PendingKey { get; init; }

    /// <summary>The station's certificates, the newest last.</summary>
    public ImmutableList<RememberedCertificate> Certificates { get; init; } = [];

    public RememberedSecurity With(SecurityFact fact) => fact switch
    {
        SecurityEventLogged logged => Logged(logged),
        SecurityEventTold told => Told(entry => entry.Number == told.Number),
        // Of two changes before the first proof the older state is the one the CSMS knew.
        CredentialsReplaced replaced => this with
        {
            KeyBefore = KeyBefore ?? replaced.Key,
            ProfileBefore = ProfileBefore ?? replaced.Profile,
        },
        CredentialsSettled settled => this with
        {
            KeyBefore = settled.Key ? null : KeyBefore,
            ProfileBefore = settled.Profile ? null : ProfileBefore,
        },
        RootInstalled installed => this with
        {
            Roots = Roots.RemoveAll(root => root.Use == installed.Use && root.Pem == installed.Pem)
                .Add(new RememberedRoot(installed.Use, installed.Pem, installed.IssuerPem)),
            FactoryRoots = installed.Factory ? FactoryRoots.Add(installed.Pem) : FactoryRoots,
        },
        RootRemoved removed => this with { Roots = Roots.RemoveAll(root => root.Use == removed.Use && root.Pem == removed.Pem) },
        StationKeyMade made => this with { PendingKey = made.Key },
        StationCertificateTaken taken => this with
        {
            PendingKey = PendingKey == taken.Key ? null : PendingKey,
            Certificates = [.. Certificates.Add(new RememberedCertificate(taken.Chain, taken.Key)).TakeLast(MostCertificates)],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "This kind of fact has no meaning here."),
    };

    public RememberedSecurity Corrected(TimeSpan step) =>
        Log.TrueForAll(entry => entry.At.Trusted) ? this : this with { Log = [.. Log.Select(entry => entry with { At = entry.At.Corrected(step) })] };

    private RememberedSecurity Logged(SecurityEventLogged logged)
    {
        var entry = new SecurityLogEntry(logged.Number, logged.Type, logged.At, logged.TechInfo, logged.Critical, logged.Due);
        var next = this with { LastEvent = logged.Number, Log = Log.Add(entry) };
        if (next.Log.Count(waiting => waiting is { Due: true, Critical: false }) > MostWaiting)
        {
            var oldest = next.Log.First(waiting => waiting is { Due: true, Critical: false }).Number;
            next = next.Told(waiting => waiting.Number == oldest);
        }
        while (next.Log.Count > MostLogEntries && next.Log.FindIndex(one => !one.Due) is >= 0 and var at) next = next with { Log = next.Log.RemoveAt(at) };
        return next;
    }

    private RememberedSecurity Told(Predicate<SecurityLogEntry> which) =>
        Log.Find(which) is { Due: true } entry ? this with { Log = Log.Replace(entry, entry with { Due = false }) } : this;
}

/// <summary>One line of the security log.</summary>
/// <param name="Due">The CSMS is still to be told.</param>
internal sealed record SecurityLogEntry(long Number, string Type, Stamp At, string? TechInfo, bool Critical, bool Due);

internal sealed record RememberedRoot(string Use, string Pem, string? IssuerPem);

/// <param name="Chain">PEM, the station's own first.</param>
/// <param name="Key">PKCS#8 in PEM.</param>
internal sealed record RememberedCertificate(string Chain, string Key);
