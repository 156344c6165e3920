using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Configuration;

/// <summary>Carries out GetConfiguration and ChangeConfiguration. OCPP 1.6 ed. 2 §5.3, §5.8.</summary>
internal sealed class ConfigurationCalls(StationConfiguration configuration, CsmsConnection connection)
{
    // GetConfigurationMaxKeys says how many a CSMS should ask for at once; if it asks for more, it gets them all the same.
    public CallAnswer Get(GetConfigurationRequest request)
    {
        if (request.Key is not { Count: > 0 } asked)
            return new CallAnswer(new GetConfigurationResponse { ConfigurationKey = Describe(configuration.Entries.Select(entry => entry.Name)) });
        var unknown = asked.Where(key => !configuration.Has(key)).ToList();
        var known = asked.Where(configuration.Has).ToList();
        return new CallAnswer(new GetConfigurationResponse
        {
            ConfigurationKey = known.Count == 0 ? null : Describe(known),
            UnknownKey = unknown.Count == 0 ? null : unknown,
        });
    }

    public CallAnswer Change(ChangeConfigurationRequest request)
    {
        var status = configuration.Change(request.Key, request.Value);
        var answer = new ChangeConfigurationResponse { Status = status };
        if (status != ConfigurationStatus.Accepted) return new CallAnswer(answer);

        // Both only come into play with a new connection (security whitepaper ed. 3, A01.FR.06; a WebSocket's ping period is fixed).
        var name = configuration.Entries.First(entry => string.Equals(entry.Name, request.Key, StringComparison.OrdinalIgnoreCase)).Name;
        return name is "AuthorizationKey" or "WebSocketPingInterval"
            ? new CallAnswer(answer, () => connection.Reconnect($"{name} changed"))
            : new CallAnswer(answer);
    }

    private List<KeyValue> Describe(IEnumerable<string> names) => [.. names.Select(name => configuration.Describe(name)!)];
}
