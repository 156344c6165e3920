namespace Ampwright.Csms.Storage;

/// <param name="Begin">Begins a transaction in which the schema is changed.</param>
/// <param name="Translate">Makes the database's own text of a migration file.</param>
/// <param name="After">Run after each migration, in its transaction; null: nothing.</param>
internal sealed record Dialect(string Begin, Func<string, string> Translate, string? After = null);
