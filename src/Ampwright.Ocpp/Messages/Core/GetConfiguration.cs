using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS reads configuration keys. OCPP 1.6 ed. 2 §5.8, §6.23.</summary>
public sealed record GetConfigurationRequest : IRequest<GetConfigurationResponse>
{
    /// <summary>Names of at most 50 characters each; absent or empty asks for all keys.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    OcppAction IRequest.Action => Catalogue.GetConfiguration;

    internal static readonly PayloadShape<GetConfigurationRequest> Shape = new PayloadShape<GetConfigurationRequest>()
        .OptionalTextList("key", payload => payload.Key, max: 50)
        .Reads(values => new() { Key = values.OptionalList<string>(0) });
}

/// <summary>The answer to <see cref="GetConfigurationRequest"/>. OCPP 1.6 ed. 2 §6.24.</summary>
public sealed record GetConfigurationResponse
{
    /// <summary>The keys that were asked for and exist.</summary>
    public IReadOnlyList<KeyValue>? ConfigurationKey { get; init; }

    /// <summary>The names that were asked for and do not exist.</summary>
    public IReadOnlyList<string>? UnknownKey { get; init; }

    internal static readonly PayloadShape<GetConfigurationResponse> Shape = new PayloadShape<GetConfigurationResponse>()
        .OptionalList("configurationKey", payload => payload.ConfigurationKey, KeyValue.Shape)
        .OptionalTextList("unknownKey", payload => payload.UnknownKey, max: 50)
        .Reads(values => new()
        {
            ConfigurationKey = values.OptionalList<KeyValue>(0),
            UnknownKey = values.OptionalList<string>(1),
        });
}
