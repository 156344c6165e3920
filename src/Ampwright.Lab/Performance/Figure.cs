namespace Ampwright.Lab.Performance;

/// <summary>A measured figure, in seconds.</summary>
/// <param name="P99">The greatest of all but the slowest hundredth.</param>
internal sealed record Figure(int Count, double Least, double Greatest, double Average, double P99);
