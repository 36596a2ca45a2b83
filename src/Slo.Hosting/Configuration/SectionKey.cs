namespace Slo.Hosting.Configuration;

/// <summary>A key that a section may have.</summary>
/// <param name="Name">The key.</param>
/// <param name="Form">What it holds.</param>
internal sealed record SectionKey(string Name, SectionForm Form = SectionForm.Value)
{
    /// <summary>Whether it is read under its former name, which is not recommended.</summary>
    internal bool IsFormer { get; init; }

    /// <summary>Whether a finding must not show what it holds.</summary>
    internal bool IsSecret { get; init; }

    /// <summary>How it is written; null: as any other of the form.</summary>
    internal string? Example { get; init; }

    public static implicit operator SectionKey(string name) => new(name);
}
