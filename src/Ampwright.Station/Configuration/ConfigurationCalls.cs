using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Security;

namespace Ampwright.Station.Configuration;

/// <summary>Carries out GetConfiguration and ChangeConfiguration. OCPP 1.6 ed. 2 §5.3, §5.8.</summary>
internal sealed class ConfigurationCalls(StationConfiguration configuration, CsmsConnection connection, SecurityKeys security)
{
    public CallAnswer Get(GetConfigurationRequest request)
    {
        if (request.Key is not { Count: > 0 } asked)
            return new CallAnswer(new GetConfigurationResponse { ConfigurationKey = Describe(configuration.Entries.Select(entry => entry.Name)) });

        // §9.1.7 leaves open what happens above the limit. An error says what to do; a key left out of a partial answer would look as
        // if the station were at odds with itself, for an unknown key has to be listed as unknown (§5.8).
        if (configuration.Number("GetConfigurationMaxKeys") is var most && asked.Count > most)
            throw new CallRefusedException(
                RpcErrorCode.OccurenceConstraintViolation,
                $"{asked.Count} keys are asked for; ask for at most {most} at once (GetConfigurationMaxKeys), or for all by naming none");
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
        if (security.Change(request) is { } settled) return settled;
        var status = configuration.Change(request.Key, request.Value);
        var answer = new ChangeConfigurationResponse { Status = status };
        if (status != ConfigurationStatus.Accepted) return new CallAnswer(answer);

        // It only comes into play with a new connection: a WebSocket's ping period is fixed.
        var name = configuration.Entries.First(entry => string.Equals(entry.Name, request.Key, StringComparison.OrdinalIgnoreCase)).Name;
        return name == "WebSocketPingInterval"
            ? new CallAnswer(answer, () => connection.Reconnect($"{name} changed"))
            : new CallAnswer(answer);
    }

    private List<KeyValue> Describe(IEnumerable<string> names) => [.. names.Select(name => configuration.Describe(name)!)];
}
