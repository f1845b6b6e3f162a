import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { fromBase64url } from '../api/bytes';

/** A paper that exists in this page alone, to open and print; gone with the screen. */
export function PaperLink({ pdf, name, label }: { readonly pdf: string; readonly name: string; readonly label: string }) {
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([fromBase64url(pdf)], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [pdf]);
  return (
    <Button component="a" href={url ?? ''} target="_blank" rel="noreferrer" download={name} size="lg">
      {label}
    </Button>
  );
}
