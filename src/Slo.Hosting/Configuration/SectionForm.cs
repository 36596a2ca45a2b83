namespace Slo.Hosting.Configuration;

/// <summary>What a key holds. Configuration has only texts and sections, so each key states which it expects.</summary>
internal enum SectionForm
{
    /// <summary>One text, number or flag.</summary>
    Value,

    /// <summary>A list of values.</summary>
    Values,

    /// <summary>An object of values by name.</summary>
    Texts,

    /// <summary>An object with keys of its own.</summary>
    Object,

    /// <summary>Objects by name.</summary>
    Objects,

    /// <summary>A list of objects; names instead of positions are read too.</summary>
    ObjectList,
}
