namespace Ampwright.Lab.Tests.Peers;

/// <summary>A transaction of a model station.</summary>
internal sealed class ModelTransaction(string tag)
{
    public string Tag { get; } = tag;

    public string? Parent { get; set; }

    /// <summary>Null until StartTransaction was answered.</summary>
    public int? Id { get; set; }

    public bool Ended { get; set; }
}
