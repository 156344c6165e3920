namespace Ampwright.Lab;

/// <summary>The lab cannot do what it was asked to; the message says what to do.</summary>
internal sealed class LabException : Exception
{
    public LabException(string message) : base(message)
    {
    }

    public LabException(string message, Exception inner) : base(message, inner)
    {
    }
}
