namespace Ampwright.Station.Product;

/// <summary>A product declaration cannot be used; <see cref="Errors"/> says everything that is wrong with it.</summary>
public sealed class ProductProfileException(string source, IReadOnlyList<string> errors)
    : Exception($"The product {source} cannot be used:{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
