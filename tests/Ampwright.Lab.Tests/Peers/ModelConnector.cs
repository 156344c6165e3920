using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>A connector of a model station.</summary>
internal sealed class ModelConnector(int number)
{
    public int Number { get; } = number;

    public string Status { get; set; } = "Available";

    /// <summary>What was told last; null before anything was.</summary>
    public string? Told { get; set; }

    public bool Plugged { get; set; }

    public bool Faulted { get; set; }

    public bool Jammed { get; set; }

    public bool Operative { get; set; } = true;

    /// <summary>The tag that may start here, until ConnectionTimeOut.</summary>
    public string? Authorized { get; set; }

    /// <summary>Counts authorizations, so that an old time-out does nothing.</summary>
    public int Authorization { get; set; }

    public ModelTransaction? Transaction { get; set; }

    public ModelReservation? Reservation { get; set; }

    public List<JsonObject> Profiles { get; } = [];
}
