namespace Ampwright.Csms.Access;

internal static class Roles
{
    /// <summary>Those of persons, each with all that the one before may.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.Viewer, Role.Support, Role.Operator, Role.Owner];

    public static string ToText(this Role role) => role switch
    {
        Role.Meter => "meter",
        Role.Viewer => "viewer",
        Role.Support => "support",
        Role.Operator => "operator",
        Role.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static Role? TryFromText(string? text) => text switch
    {
        "viewer" => Role.Viewer,
        "support" => Role.Support,
        "operator" => Role.Operator,
        "owner" => Role.Owner,
        _ => null,
    };

    public static Role FromText(string text) =>
        TryFromText(text) ?? throw new InvalidOperationException($"The store holds the role '{text}', which this program does not know.");
}
