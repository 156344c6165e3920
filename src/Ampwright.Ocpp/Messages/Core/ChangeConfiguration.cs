using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS sets one configuration key. OCPP 1.6 ed. 2 §5.3, §6.9.</summary>
public sealed record ChangeConfigurationRequest : IRequest<ChangeConfigurationResponse>
{
    /// <summary>Name of the key, compared without case. At most 50 characters.</summary>
    public required string Key { get; init; }

    /// <summary>The new value as text, whatever the key's type. At most 500 characters.</summary>
    public required string Value { get; init; }

    OcppAction IRequest.Action => Catalogue.ChangeConfiguration;

    internal static readonly PayloadShape<ChangeConfigurationRequest> Shape = new PayloadShape<ChangeConfigurationRequest>()
        .Text("key", payload => payload.Key, max: 50)
        .Text("value", payload => payload.Value, max: 500)
        .Reads(values => new()
        {
            Key = values.Text(0),
            Value = values.Text(1),
        });
}

/// <summary>The answer to <see cref="ChangeConfigurationRequest"/>. OCPP 1.6 ed. 2 §6.10.</summary>
public sealed record ChangeConfigurationResponse
{
    public required OcppEnum<ConfigurationStatus> Status { get; init; }

    internal static readonly PayloadShape<ChangeConfigurationResponse> Shape = new PayloadShape<ChangeConfigurationResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ConfigurationStatus>(0) });
}
