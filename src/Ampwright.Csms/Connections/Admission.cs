using System.Text;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Decides on a connection before its upgrade is answered, so that nothing of an unproven peer reaches a live session.
/// <code>
///   1 identity readable        no  ─► 404
///   2 too many failures        yes ─► 429, for this identity from this source; for a source, unless the station came in from there before
///   3 station registered       no  ─► 404 (OCPP-J 1.6 §3.2)
///   4 its security profile     no  ─► 403: another way in than registered, or not its certificate (whitepaper A00.FR.002, A05.FR.09)
///                              no  ─► 401 with a challenge: not its password (whitepaper 2.4)
///   5 subprotocol ocpp1.6      no  ─► 400, or 101 without the header
/// </code>
/// Unknown and wrong differ in status because both documents name theirs: a station is told by 404 that its address, and by 401 that its
/// key is to be corrected. Identities are no secret. The work done is the same for both, so that time tells nothing more.
/// </summary>
internal sealed class Admission(Database database, ConnectionOptions options, TimeProvider time, ILogger<Admission> log)
{
    public const string Subprotocol = "ocpp1.6";

    private static readonly StationPassword Nobody = StationPassword.Create("no station has this password"u8);
    private readonly FailedAttempts _failures = new(options.FailuresPerMinute, time);
    private readonly FailedAttempts _failuresOfSource = new(options.FailuresPerSourcePerMinute, time);
    private readonly ProvenSources _proven = new();

    public async Task<AdmissionVerdict> DecideAsync(ConnectionRequest request)
    {
        // 1
        if (request.Identity() is not { } identity) return AdmissionVerdict.Refuse(404, "unknown station");

        // 2
        var attempt = $"{StationIdentity.Fold(identity)} {request.Source}";
        if ((_failures.RetryAfter(attempt) ?? (_proven.Contains(attempt) ? null : _failuresOfSource.RetryAfter(request.Source))) is { } wait)
            return AdmissionVerdict.Refuse(429, "too many failed attempts", wait);

        // 3, 4
        var credentials = BasicCredentials.Parse(request.Authorization);
        var station = await database.ReadAsync(connection => connection.QuerySingleOrDefault<Row>("""
            SELECT station_id, identity, security_profile, next_security_profile, certificate_name, accepts_hex_password, assumes_subprotocol,
                   password_salt, password_hash, next_password_salt, next_password_hash
            FROM stations WHERE identity_key = @key AND removed_at IS NULL
            """, new { key = StationIdentity.Fold(identity) }));
        var match = Match(station, identity, credentials);
        if (station is null) return Fail(attempt, request, 404, "unknown station");
        var profile = ProfileOf(station, request, match);
        if (WrongWayIn(station, profile, request) is { } wrong)
        {
            log.StationRefused(station.Identity, request.Source, wrong);
            // As many as are looked at: the limit of failures bounds them.
            await database.WriteAsync(unit => unit.Raise(new StationRefused(wrong, request.Source) { Station = station.Identity }));
            return Fail(attempt, request, 403, wrong);
        }
        if (match == PasswordMatch.None && profile is 1 or 2) return Fail(attempt, request, 401, "credentials are missing or wrong");
        if (profile > 0) _proven.Add(attempt);
        if (match != PasswordMatch.None) log.PasswordMatched(station.Identity, match.HasFlag(PasswordMatch.HexText) ? "hexadecimal text" : "raw bytes");
        if (match.HasFlag(PasswordMatch.Next) && profile is 1 or 2) await UseNextPasswordAsync(station);

        // 5
        int? next = profile > station.SecurityProfile ? profile : null;
        var offered = request.Subprotocols.Contains(Subprotocol, StringComparer.Ordinal);
        if (!offered && !(station.AssumesSubprotocol && request.Subprotocols.Count == 0))
        {
            return options.UpgradesWithoutSubprotocol
                ? AdmissionVerdict.Admit(station.StationId, station.Identity, next, subprotocol: null) with { ClosesAtOnce = true }
                : AdmissionVerdict.Refuse(400, $"offer the subprotocol {Subprotocol}");
        }
        return AdmissionVerdict.Admit(station.StationId, station.Identity, next, offered ? Subprotocol : null);
    }

    private AdmissionVerdict Fail(string attempt, ConnectionRequest request, int status, string why)
    {
        _failures.Count(attempt);
        _failuresOfSource.Count(request.Source);
        return AdmissionVerdict.Refuse(status, why);
    }

    /// <summary>
    /// The profile that it is judged by: the one its record says, or the next one, while it is to come by that (A05). Where neither lets it in, the one
    /// that it seems to have meant.
    /// </summary>
    private int ProfileOf(Row station, ConnectionRequest request, PasswordMatch match)
    {
        if (station.NextSecurityProfile is not { } next) return station.SecurityProfile;
        if (LetsIn(next)) return next;
        return LetsIn(station.SecurityProfile) || request.Secure != next >= 2 || request.Secure == station.SecurityProfile >= 2 ? station.SecurityProfile : next;

        bool LetsIn(int profile) => WrongWayIn(station, profile, request) is null && (match != PasswordMatch.None || profile is not (1 or 2));
    }

    /// <summary>Whether it came by this profile; never lower, and not otherwise either (whitepaper A00.FR.002, A05.FR.09).</summary>
    private string? WrongWayIn(Row station, int profile, ConnectionRequest request)
    {
        if (request.Secure != profile >= 2)
            return $"security profile {profile} is registered for this station: it connects {(request.Secure ? "without" : "with")} TLS";
        if (profile < 3) return null;
        if (request.Certificate is not { } certificate) return "security profile 3 is registered for this station: it proves itself by a client certificate, and none was shown";
        return certificate.WhyNotOf(station.CertificateName ?? station.Identity, options.Organisation) is { } why ? $"the client certificate does not prove this station: {why}" : null;
    }

    /// <summary>Always four comparisons, whether the station exists or not.</summary>
    private static PasswordMatch Match(Row? station, string identity, BasicCredentials? credentials)
    {
        var password = credentials?.Password ?? [];
        var isText = StationPassword.TryDecodeHex(Encoding.Latin1.GetString(password), out var decoded);
        var current = station?.Current ?? Nobody;
        var next = station?.Next ?? Nobody;
        var match = PasswordMatch.None;
        if (current.Matches(password)) match = PasswordMatch.Current;
        if (next.Matches(password)) match = PasswordMatch.Next;
        var currentText = current.Matches(decoded);
        var nextText = next.Matches(decoded);
        if (match == PasswordMatch.None && isText && station is { AcceptsHexPassword: true })
            match = currentText ? PasswordMatch.Current | PasswordMatch.HexText : nextText ? PasswordMatch.Next | PasswordMatch.HexText : match;
        // Whitepaper A00.FR.204: the user name is the identity.
        var named = credentials is not null && StationIdentity.Fold(Encoding.Latin1.GetString(credentials.User)) == StationIdentity.Fold(identity);
        var known = station is not null && (match.HasFlag(PasswordMatch.Next) ? station.Next : station.Current) is not null;
        return named && known ? match : PasswordMatch.None;
    }

    /// <summary>A01: the station came with its new key, the old one is worth nothing from here on.</summary>
    private Task UseNextPasswordAsync(Row station) => database.WriteAsync(unit =>
    {
        var changed = StationPasswordChange.Confirm(unit, station.StationId, station.NextPasswordHash!);
        if (changed) unit.Raise(new StationPasswordChanged("the station used its new key") { Station = station.Identity });
    });

    [Flags]
    private enum PasswordMatch
    {
        None = 0,
        Current = 1,
        Next = 2,
        HexText = 4,
    }

    private sealed class Row
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public int SecurityProfile { get; init; }
        public int? NextSecurityProfile { get; init; }
        public string? CertificateName { get; init; }
        public bool AcceptsHexPassword { get; init; }
        public bool AssumesSubprotocol { get; init; }
        public byte[]? PasswordSalt { get; init; }
        public byte[]? PasswordHash { get; init; }
        public byte[]? NextPasswordSalt { get; init; }
        public byte[]? NextPasswordHash { get; init; }

        public StationPassword? Current => PasswordSalt is null || PasswordHash is null ? null : new StationPassword(PasswordSalt, PasswordHash);

        public StationPassword? Next =>
            NextPasswordSalt is null || NextPasswordHash is null ? null : new StationPassword(NextPasswordSalt, NextPasswordHash);
    }
}
