namespace Ampwright.Lab.Cases;

/// <summary>Finds the cases of one side by their ids.</summary>
internal static class CaseIndex<TCase>
{
    private static readonly Dictionary<string, Type> Types = typeof(TCase).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TCase))).ToDictionary(type => type.Name);

    /// <summary>The ids of those that the lab can run.</summary>
    public static IReadOnlyCollection<string> Ids => Types.Keys;

    public static TCase Make(string id) => (TCase)Activator.CreateInstance(Types[id])!;
}
