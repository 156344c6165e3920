namespace Ampwright.Csms.SmartCharging;

internal sealed class CompositeAnswer
{
    public long AnswerId { get; init; }

    public int ConnectorId { get; init; }

    /// <summary>How long a schedule was asked for.</summary>
    public int Seconds { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The station's GetCompositeSchedule.conf.</summary>
    public string Told { get; init; } = "";

    /// <summary>What follows from the profiles, in the same form.</summary>
    public string? Computed { get; init; }

    public bool Differs { get; init; }

    public string? Difference { get; init; }

    public long CommandId { get; init; }
}
