using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>How columns become properties, the same on both databases.</summary>
internal static class Rows
{
    private static readonly Lazy<bool> Mapped = new(Map);

    /// <summary>Call before the first query; later calls cost nothing.</summary>
    public static void Use() => _ = Mapped.Value;

    private static bool Map()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new InstantHandler());
        return true;
    }
}
