using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Configuration;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>What a station said of its list in its configuration. OCPP 1.6 ed. 2 §9.2.</summary>
internal sealed record ListLimits
{
    public const string Profiles = "SupportedFeatureProfiles";
    public const string Enabled = "LocalAuthListEnabled";
    public const string MaxLength = "LocalAuthListMaxLength";
    public const string SendMaxLength = "SendLocalListMaxLength";

    /// <summary>For a station that does not say, though it must.</summary>
    private const int UsualLength = 500;
    private const int UsualSendLength = 50;

    public static IReadOnlyList<string> Keys { get; } = [Profiles, Enabled, MaxLength, SendMaxLength];

    /// <summary>Null: not read yet.</summary>
    public required bool? IsSupported { get; init; }
    public required bool IsEnabled { get; init; }

    /// <summary>Entries the station can hold.</summary>
    public required int Length { get; init; }

    /// <summary>Entries one SendLocalList may bring.</summary>
    public required int SendLength { get; init; }

    public static ListLimits Of(DbConnection connection, long stationId)
    {
        var profiles = Value(Profiles);
        return new ListLimits
        {
            IsSupported = profiles?.Split(',', StringSplitOptions.TrimEntries).Contains("LocalAuthListManagement", StringComparer.OrdinalIgnoreCase),
            IsEnabled = !string.Equals(Value(Enabled), "false", StringComparison.OrdinalIgnoreCase),
            Length = Number(MaxLength) ?? UsualLength,
            SendLength = Number(SendMaxLength) ?? UsualSendLength,
        };

        string? Value(string name) => ConfigurationStore.Value(connection, stationId, name);

        int? Number(string name) => int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
