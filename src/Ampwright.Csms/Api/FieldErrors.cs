namespace Ampwright.Csms.Api;

/// <summary>Collects what is wrong with a request, field by field, so that one answer tells all of it.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors;
    private readonly string _within;

    public FieldErrors() : this(new Dictionary<string, List<string>>(StringComparer.Ordinal), "")
    {
    }

    private FieldErrors(Dictionary<string, List<string>> errors, string within)
    {
        _errors = errors;
        _within = within;
    }

    /// <summary>Whether anything was noted, wherever.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Collects into the same answer what is wrong within a field.</summary>
    public FieldErrors Within(string field) => new(_errors, $"{_within}{field}.");

    public void Add(string field, string what)
    {
        field = _within + field;
        if (!_errors.TryGetValue(field, out var list)) _errors[field] = list = [];
        list.Add(what);
    }

    /// <returns>The text, or an empty one where a fault was noted.</returns>
    public string Text(string field, string? value, int most, int least = 1)
    {
        if (value is null) Add(field, "Give it: it is required.");
        else if (value.Length < least) Add(field, $"It has {value.Length} characters; at least {least} are needed.");
        else if (value.Length > most) Add(field, $"It has {value.Length} characters; at most {most} are allowed.");
        else if (value.Any(char.IsControl)) Add(field, "It contains control characters; leave them out.");
        else return value;
        return "";
    }

    public string? OptionalText(string field, string? value, int most) => string.IsNullOrEmpty(value) ? null : Text(field, value, most);

    /// <returns>The member of the enum whose name is given, spelled exactly; its default where a fault was noted.</returns>
    public T OneOf<T>(string field, string? value, IReadOnlyDictionary<string, T> allowed) where T : struct
    {
        if (value is not null && allowed.TryGetValue(value, out var found)) return found;
        Add(field, $"Give one of: {string.Join(", ", allowed.Keys)}.");
        return default;
    }

    /// <exception cref="ProblemException">422, when anything was noted.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw Problem.Invalid(_errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray())).AsException();
    }
}
