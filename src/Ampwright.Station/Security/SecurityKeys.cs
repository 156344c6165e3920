using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Security;

/// <summary>
/// ChangeConfiguration for the keys that decide how the station and the CSMS prove themselves: AuthorizationKey (security whitepaper ed. 3, A01)
/// and SecurityProfile (A05). The former values are on the disk before the new ones.
/// </summary>
internal sealed class SecurityKeys(
    StationCore core, CsmsConnection connection, CsmsCredentials credentials, StationCertificates certificates, SecurityEvents events)
{
    /// <summary>The shortest password, bytes (A00.FR.205).</summary>
    private const int LeastPassword = 16;

    /// <returns>Null for a key that is not one of these.</returns>
    public CallAnswer? Change(ChangeConfigurationRequest request)
    {
        if (Is(request, "AuthorizationKey")) return Answer(ChangeKey(request.Value), "AuthorizationKey");
        if (Is(request, "SecurityProfile")) return Answer(ChangeProfile(request.Value), "SecurityProfile");
        if (!Is(request, "CpoName")) return null;
        var status = core.Configuration.Change(request.Key, request.Value);
        if (status == ConfigurationStatus.Accepted) events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, "CpoName changed");
        return new CallAnswer(new ChangeConfigurationResponse { Status = status });
    }

    private ConfigurationStatus ChangeKey(string value)
    {
        // Without a password the station would come with less than it was given.
        if (value.Length == 0 || core.Configuration.Normalize("AuthorizationKey", value) is null) return ConfigurationStatus.Rejected;
        core.Memory.Record(new CredentialsReplaced(Key: core.Configuration.Text("AuthorizationKey")), durable: false);
        return core.Configuration.Change("AuthorizationKey", value);
    }

    // A05.FR.01 to .05; A00.FR.005: never lower, by no way.
    private ConfigurationStatus ChangeProfile(string value)
    {
        if (core.Configuration.Normalize("SecurityProfile", value) is not { } normal || int.Parse(normal) is var wanted && wanted <= credentials.Profile)
            return ConfigurationStatus.Rejected;
        var hindrance = wanted switch
        {
            1 or 2 when credentials.Password is not { Length: >= LeastPassword } => "there is no AuthorizationKey",
            >= 2 when !certificates.HasValidRoot(CertificateUse.CentralSystemRootCertificate) => "there is no valid CentralSystemRootCertificate",
            >= 2 when credentials.SecureEndpoint is null => "the station knows no wss endpoint",
            3 when certificates.Own() is null => "there is no valid certificate of the station",
            _ => null,
        };
        if (hindrance is not null)
        {
            core.Trace.Note($"security profile {wanted} is not taken: {hindrance}");
            return ConfigurationStatus.Rejected;
        }
        core.Memory.Record(new CredentialsReplaced(Profile: core.Configuration.Text("SecurityProfile")), durable: false);
        return core.Configuration.Change("SecurityProfile", normal);
    }

    // A01.FR.11: the log says that it changed, and not to what.
    private CallAnswer Answer(ConfigurationStatus status, string name)
    {
        var response = new ChangeConfigurationResponse { Status = status };
        if (status != ConfigurationStatus.Accepted) return new CallAnswer(response);
        events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, $"{name} changed");
        return new CallAnswer(response, () => connection.Reconnect($"{name} changed"));
    }

    private bool Is(ChangeConfigurationRequest request, string name) =>
        string.Equals(request.Key, name, StringComparison.OrdinalIgnoreCase) && core.Configuration.Has(name);
}
